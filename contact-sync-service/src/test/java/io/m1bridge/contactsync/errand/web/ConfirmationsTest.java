package io.m1bridge.contactsync.errand.web;

import static io.m1bridge.contactsync.errand.web.FakeAsker.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.call.CallEnd;
import io.m1bridge.contactsync.errand.Reply;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.M1Answers;
import io.m1bridge.m1.M1Answers.DamagedRow;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Outcome;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A confirmation is for what was told, by what M1 has when it is given. */
class ConfirmationsTest extends ChangesWorld {
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
    asker.next.add(new Reply.Ended(new CallEnd.NotSent("Bug")));
    assertThat(notConfirmed(ACCOUNT, told.confirmation()).advice())
        .isEqualTo("The confirmation still holds");
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
}
