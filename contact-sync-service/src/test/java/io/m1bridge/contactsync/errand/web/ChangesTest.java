package io.m1bridge.contactsync.errand.web;

import static io.m1bridge.contactsync.errand.web.FakeAsker.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.m1bridge.contactsync.call.CallEnd;
import io.m1bridge.contactsync.errand.Reply;
import io.m1bridge.contactsync.errand.web.PropertyUse.Holders;
import io.m1bridge.m1.AccessToken;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.Contact;
import io.m1bridge.m1.ContactField;
import io.m1bridge.m1.M1Answers;
import io.m1bridge.m1.M1Answers.DamagedRow;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Outcome;
import io.m1bridge.m1.OpType;
import io.m1bridge.testkit.time.MutableClock;
import io.m1bridge.ui.problem.Problem;
import io.m1bridge.ui.problem.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a change would do is told, and happens once it is confirmed. */
class ChangesTest {

  private final FakeAsker asker = new FakeAsker();
  private final MutableClock clock = MutableClock.at("2026-11-27T10:00:00Z");
  private final Changes changes =
      new Changes(new FakeUse("Level", new Holders(12, false)), Optional.of("do-not-mail"), clock);

  private Proposal propose(ChangeRequest asked) {
    return changes.propose(asker.asking(), ACCOUNT, asked);
  }

  private Changed confirm(Proposal proposal) {
    return changes.confirm(asker.asking(), ACCOUNT, proposal.confirmation());
  }

  private Problem refused(ChangeRequest asked) {
    ProblemException no = catchThrowableOfType(ProblemException.class, () -> propose(asked));
    assertThat(no).as("refused").isNotNull();
    return no.problem();
  }

  private Problem notConfirmed(AccountId account, String confirmation) {
    ProblemException no =
        catchThrowableOfType(
            ProblemException.class, () -> changes.confirm(asker.asking(), account, confirmation));
    assertThat(no).as("not confirmed").isNotNull();
    return no.problem();
  }

  private static ChangeRequest to(String action, String name) {
    return new ChangeRequest(action, name, null, null, null, null, null, null);
  }

  private static ChangeRequest forced(String action, String name) {
    return new ChangeRequest(action, name, null, null, null, null, null, true);
  }

  private static ChangeRequest renamed(String name, String to, Boolean force) {
    return new ChangeRequest("edit-property", name, null, to, null, null, null, force);
  }

  private static ChangeRequest deletedGroup(String name, Long id, boolean withContacts) {
    return new ChangeRequest("delete-group", name, id, null, null, null, withContacts, null);
  }

  private void contactIn(String group, String email) {
    asker.m1.send(
        ACCOUNT,
        new AccessToken("t"),
        new M1Call.AddContacts(
            List.of(Contact.of(Map.of(ContactField.EMAIL, email), Map.of())),
            Optional.of(group),
            OpType.MERGE));
  }

  private List<String> groups() {
    return asker.asking().ask(new M1Call.ListGroups(1, 50, Optional.empty())).rows().stream()
        .map(M1Answers.Group::name)
        .toList();
  }

  private List<String> labels() {
    return asker.asking().ask(new M1Call.ListProperties()).rows().stream()
        .map(M1Answers.Property::label)
        .toList();
  }

  @Test
  void shouldDoNothingBeforeItIsConfirmed() {
    Proposal proposal = propose(to("add-group", " vip "));

    assertThat(proposal.says()).contains("\"vip\"");
    assertThat(proposal.contacts()).isZero();
    assertThat(proposal.calls()).isEqualTo(1);
    assertThat(groups()).isEmpty();

    Changed changed = confirm(proposal);

    assertThat(groups()).containsExactly("vip");
    assertThat(changed.id()).isPositive();
    assertThat(changed.calls()).as("looked at again, and made").isEqualTo(2);
    assertThat(notConfirmed(ACCOUNT, proposal.confirmation()).status()).as("once").isEqualTo(404);
  }

  @Test
  void shouldTakeAConfirmationForItsAccountAndTime() {
    Proposal proposal = propose(to("add-tag", "vip"));

    assertThat(notConfirmed(new AccountId("else"), proposal.confirmation()).status())
        .isEqualTo(404);
    assertThat(notConfirmed(ACCOUNT, "guessed").status()).isEqualTo(404);
    clock.advance(Duration.ofMinutes(10));
    assertThat(notConfirmed(ACCOUNT, proposal.confirmation()).status()).isEqualTo(404);
    assertThat(asker.m1.calls(M1Call.AddTag.class)).isEmpty();
  }

  @Test
  void shouldMakeNothingTwice() {
    confirm(propose(to("add-group", "vip")));
    confirm(propose(to("add-tag", "vip")));
    confirm(propose(to("add-property", "Size")));

    assertThat(refused(to("add-group", "vip")).status()).isEqualTo(409);
    assertThat(refused(to("add-tag", "vip")).status()).isEqualTo(409);
    assertThat(refused(to("add-property", "size ")).status()).isEqualTo(409);
  }

  @Test
  void shouldDeleteAGroupAloneOrWithItsContacts() {
    contactIn("vip", "a@x.cn");
    contactIn("old", "b@x.cn");
    Proposal alone = propose(deletedGroup("vip", null, false));
    Proposal along = propose(deletedGroup("old", null, true));

    assertThat(alone.says()).contains("its 1 contacts stay");
    assertThat(along.says()).contains("its 1 contacts are deleted too");
    assertThat(along.contacts()).isEqualTo(1);
    assertThat(along.warnings()).contains("M1 cannot undo it");
    confirm(alone);
    assertThat(confirm(along).calls()).as("counted once more").isEqualTo(2);
    assertThat(groups()).isEmpty();
    assertThat(asker.m1.store().contacts()).hasSize(1);
  }

  @Test
  void shouldNotDeleteMoreContactsThanWereTold() {
    contactIn("old", "a@x.cn");
    Proposal told = propose(deletedGroup("old", null, true));
    contactIn("old", "b@x.cn");

    assertThat(notConfirmed(ACCOUNT, told.confirmation()).status()).isEqualTo(409);
    assertThat(asker.m1.store().contacts()).hasSize(2);
  }

  @Test
  void shouldNotMakeWhatSomebodyElseMadeSince() {
    asker.asking().ask(new M1Call.AddProperty("Colour", 1, "", List.of()));
    List<Proposal> told =
        List.of(
            propose(to("add-group", "vip")),
            propose(to("add-tag", "vip")),
            propose(to("add-property", "Size")),
            propose(renamed("Colour", "Size", null)));
    asker.asking().ask(new M1Call.AddGroup("vip"));
    asker.asking().ask(new M1Call.AddTag("vip"));
    asker.asking().ask(new M1Call.AddProperty("Size", 1, "", List.of()));
    int before = asker.m1.calls().size();

    told.forEach(
        one -> assertThat(notConfirmed(ACCOUNT, one.confirmation()).status()).isEqualTo(409));
    assertThat(asker.m1.calls()).as("one look each").hasSize(before + told.size());
    assertThat(labels()).containsExactlyInAnyOrder("Colour", "Size");
  }

  @Test
  void shouldChangeNothingOfAnotherM1Account() {
    asker.asking().ask(new M1Call.AddProperty("Size", 1, "", List.of()));
    Proposal told = propose(to("delete-property", "Size"));
    asker.incarnation = 2;

    assertThat(notConfirmed(ACCOUNT, told.confirmation()).status()).isEqualTo(409);
    assertThat(labels()).containsExactly("Size");
  }

  @Test
  void shouldKeepAConfirmationOfWhatWasSurelyNotMade() {
    Proposal told = propose(to("add-group", "vip"));
    asker.next.add(new Reply.NotPlanned("None was free", false));
    assertThat(notConfirmed(ACCOUNT, told.confirmation()).advice()).contains("still holds");
    asker.next.add(FakeAsker.made(new M1Outcome.Unavailable<>("it is down", Duration.ZERO)));
    assertThat(notConfirmed(ACCOUNT, told.confirmation()).status()).as("a look").isEqualTo(503);
    afterTheLook(
        new Reply.Ended(new CallEnd.NotMade(CallEnd.Reason.NO_TOKEN, Duration.ofSeconds(1))));
    assertThat(notConfirmed(ACCOUNT, told.confirmation()).status()).isEqualTo(503);

    assertThat(confirm(told).id()).isPositive();
  }

  @Test
  void shouldUseAConfirmationUpWhereNobodyCanTell() {
    Proposal told = propose(to("add-group", "vip"));
    afterTheLook(FakeAsker.made(new M1Outcome.Unknown<>("timeout")));

    assertThat(notConfirmed(ACCOUNT, told.confirmation()).status()).isEqualTo(504);
    assertThat(notConfirmed(ACCOUNT, told.confirmation()).status()).isEqualTo(404);
  }

  private void afterTheLook(Reply reply) {
    asker.next.add(page(OptionalLong.empty(), 0, 0, 0));
    asker.next.add(reply);
  }

  /** Groups of these ids that have "vip" in their name, and rows that cannot be read. */
  private static Reply page(OptionalLong total, int from, int to, int damaged) {
    return FakeAsker.made(
        new M1Outcome.Accepted<>(
            new M1Answers.Page<>(
                total,
                IntStream.range(from, to)
                    .mapToObj(id -> new M1Answers.Group(id, "vip " + id, OptionalLong.empty()))
                    .toList(),
                IntStream.range(0, damaged)
                    .mapToObj(row -> new DamagedRow(row, "null", "the row is null"))
                    .toList())));
  }

  @Test
  void shouldReadOnUntilAGroupIsFound() {
    asker.next.add(page(OptionalLong.of(60), 1, 41, 0));
    asker.next.add(page(OptionalLong.of(60), 41, 61, 0));
    assertThat(propose(deletedGroup("vip 60", null, false)).calls()).isEqualTo(2);
    asker.next.add(page(OptionalLong.empty(), 1, 51, 0));
    asker.next.add(page(OptionalLong.empty(), 51, 52, 0));
    assertThat(refused(to("add-group", "vip 51")).status()).isEqualTo(409);

    for (int page = 0; page < 4; page++) {
      asker.next.add(page(OptionalLong.of(900), 1 + page * 50, 51 + page * 50, 0));
    }
    assertThat(refused(to("add-group", "vip")).advice()).contains("Give the id");
    asker.next.add(page(OptionalLong.of(900), 1, 51, 0));
    assertThat(propose(deletedGroup("vip 7", 7L, false)).calls()).isEqualTo(1);
  }

  @Test
  void shouldNotTakeAListThatCannotBeReadForWhole() {
    asker.next.add(page(OptionalLong.empty(), 1, 3, 1));
    assertThat(refused(to("add-group", "vip")).status()).isEqualTo(502);
    asker.next.add(page(OptionalLong.empty(), 1, 3, 1));
    assertThat(refused(deletedGroup("vip 1", null, false)).status()).isEqualTo(502);
    asker.next.add(page(OptionalLong.empty(), 1, 3, 1));
    assertThat(propose(deletedGroup("vip 1", 1L, false)).calls()).isEqualTo(1);
  }

  @Test
  void shouldAskWhichOfSeveral() {
    asker.asking().ask(new M1Call.AddGroup("vip"));
    long other = asker.asking().ask(new M1Call.AddGroup("vip")).id();

    assertThat(refused(deletedGroup("vip", null, false)).detail()).contains("" + other);
    confirm(propose(deletedGroup("vip", other, false)));
    assertThat(groups()).hasSize(1);
    assertThat(refused(deletedGroup("none", null, false)).status()).isEqualTo(404);
  }

  @Test
  void shouldKeepGroupsThatAreInUse() {
    asker.asking().ask(new M1Call.AddGroup("do-not-mail"));
    asker.asking().ask(new M1Call.AddGroup("m1bridge-del-demo-abc-1"));

    assertThat(refused(to("delete-group", "do-not-mail")).detail()).contains("do-not-mail-group");
    assertThat(refused(forced("delete-group", "m1bridge-del-demo-abc-1")).status()).isEqualTo(409);
    confirm(propose(forced("delete-group", "do-not-mail")));
    assertThat(groups()).containsExactly("m1bridge-del-demo-abc-1");
  }

  @Test
  void shouldRefuseToDeleteOrRenameWhatAMappingWrites() {
    asker.asking().ask(new M1Call.AddProperty("Level", 1, "", List.of()));

    assertThat(refused(to("delete-property", "Level")).detail())
        .contains("\"Level\"", "crm.customers");
    assertThat(refused(renamed("Level", "Class", null)).status()).isEqualTo(409);
    Proposal forced = propose(forced("delete-property", "Level"));
    assertThat(forced.contacts()).isEqualTo(12);
    assertThat(forced.atLeast()).isTrue();
    assertThat(forced.warnings()).anyMatch(text -> text.contains("makes a property \"Level\""));
    confirm(forced);
    assertThat(labels()).isEmpty();
  }

  @Test
  void shouldRenameAProperty() {
    asker.asking().ask(new M1Call.AddProperty("Size", 1, "how large", List.of()));
    asker.asking().ask(new M1Call.AddProperty("Colour", 1, "", List.of()));

    assertThat(refused(renamed("Size", "colour", null)).status()).isEqualTo(409);
    confirm(propose(renamed("Size", "Volume", null)));
    assertThat(labels()).containsExactlyInAnyOrder("Volume", "Colour");
    assertThat(asker.m1.calls(M1Call.EditProperty.class).get(0).description())
        .isEqualTo("how large");
  }

  @Test
  void shouldNotLoseTheOptionsOfADropDown() {
    ChangeRequest made =
        new ChangeRequest("add-property", "Size", null, null, null, List.of("S", "L"), null, null);
    confirm(propose(made));
    assertThat(asker.m1.calls(M1Call.AddProperty.class).get(0).fieldType()).isEqualTo(2);

    assertThat(refused(renamed("Size", "Volume", null)).status()).isEqualTo(400);
    confirm(
        propose(
            new ChangeRequest(
                "edit-property", "Size", null, "Volume", null, List.of("S", "M"), null, null)));
    assertThat(labels()).containsExactly("Volume");
  }

  @Test
  void shouldSayWhatCannotBeAskedFor() {
    assertThat(refused(to("rename-group", "vip")).advice()).contains("delete-group");
    assertThat(refused(to("add-group", " ")).status()).isEqualTo(400);
    assertThat(refused(to("add-group", "x".repeat(201))).status()).isEqualTo(400);
    assertThat(asker.m1.calls()).isEmpty();
  }
}
