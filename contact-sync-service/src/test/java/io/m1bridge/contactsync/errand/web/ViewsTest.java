package io.m1bridge.contactsync.errand.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.groups.Tuple.tuple;

import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.contact.Owners;
import io.m1bridge.contactsync.errand.Difference;
import io.m1bridge.contactsync.errand.FieldAtM1;
import io.m1bridge.contactsync.errand.web.PropertyUse.Holders;
import io.m1bridge.m1.Contact;
import io.m1bridge.m1.ContactField;
import io.m1bridge.m1.M1Answers;
import io.m1bridge.m1.M1Answers.DamagedRow;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Outcome;
import io.m1bridge.ui.problem.Problem;
import io.m1bridge.ui.problem.ProblemException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What M1 has is shown, and a contact beside what we believe of it. */
class ViewsTest {

  private final FakeAsker asker = new FakeAsker();

  private Views views(Map<String, String> owners) {
    return new Views(new FakeUse("Level", new Holders(0, true)), Owners.of(owners));
  }

  private final Views views = views(Map.of());

  private long inM1(Contact contact) {
    return asker.m1.store().put(contact);
  }

  private static Contact contact(Map<ContactField, String> fields, List<String> groups) {
    Map<ContactField, String> all = new EnumMap<>(fields);
    all.putIfAbsent(ContactField.EMAIL, Believed.EMAIL);
    return new Contact(OptionalLong.empty(), all, Map.of(), groups, Optional.empty());
  }

  private static Map<String, Difference> differences(ContactAtM1 shown) {
    return shown.fields().stream()
        .collect(Collectors.toMap(FieldAtM1::field, FieldAtM1::difference));
  }

  private Problem problem(ContactState believed) {
    return Objects.requireNonNull(
            catchThrowableOfType(
                ProblemException.class, () -> views.contact(asker.asking(), believed)))
        .problem();
  }

  @Test
  void shouldListWhatM1Has() {
    asker.asking().ask(new M1Call.AddGroup("vip"));
    asker.asking().ask(new M1Call.AddGroup("m1bridge-del-demo-abc-1"));
    asker.asking().ask(new M1Call.AddTag("old"));
    asker.asking().ask(new M1Call.AddProperty("Level", 2, "how good", List.of("a")));

    assertThat(views.fields(asker.asking()).rows())
        .containsExactly(new ListAtM1.Field("fullName", "姓名", true, false));
    ListAtM1<ListAtM1.Group> groups = views.groups(asker.asking(), FakeAsker.ACCOUNT, 1, "");
    assertThat(groups.rows())
        .extracting(ListAtM1.Group::name, ListAtM1.Group::ofADelete)
        .containsExactly(tuple("vip", false), tuple("m1bridge-del-demo-abc-1", true));
    assertThat(groups.total()).isEqualTo(2);
    assertThat(groups.calls()).isEqualTo(1);
    assertThat(views.groups(asker.asking(), FakeAsker.ACCOUNT, 1, " vip ").rows()).hasSize(1);
    assertThat(views.tags(asker.asking(), 1, "").rows())
        .extracting(ListAtM1.Tag::name)
        .containsExactly("old");
    ListAtM1.Property property = views.properties(asker.asking()).rows().get(0);
    assertThat(property.mappedBy()).containsExactly("crm.customers");
    assertThat(property.dropDown()).isTrue();
  }

  @Test
  void shouldLeaveOutRowsThatCannotBeRead() {
    asker.m1.next(
        new M1Outcome.Accepted<>(
            new M1Answers.Page<>(
                OptionalLong.empty(),
                List.of(new M1Answers.Group(1, "vip", OptionalLong.empty())),
                List.of(new DamagedRow(1, "null", "the row is null")))));
    ListAtM1<ListAtM1.Group> groups = views.groups(asker.asking(), FakeAsker.ACCOUNT, 1, "");

    assertThat(groups.rows()).containsExactly(new ListAtM1.Group(1, "vip", null, false));
    assertThat(groups.damaged()).isEqualTo(1);
    assertThat(groups.total()).isNull();
  }

  @Test
  void shouldGoOnWhereM1GivesFewerThanAPage() {
    assertThat(ListAtM1.isMore(20, 20, 30L)).isTrue();
    assertThat(ListAtM1.isMore(10, 30, 30L)).isFalse();
    assertThat(ListAtM1.isMore(50, 50, null)).isTrue();
    assertThat(ListAtM1.isMore(49, 49, null)).isFalse();
    assertThat(ListAtM1.isMore(0, 20, 30L)).as("it has no more, whatever it says").isFalse();
  }

  @Test
  void shouldShowAContactFieldByField() {
    long id =
        inM1(
            contact(
                Map.of(
                    ContactField.EMAIL, "LI@x.cn",
                    ContactField.CITY, "北京",
                    ContactField.PROVINCE, "上海",
                    ContactField.JOB_TITLE, " Head  of sales ",
                    ContactField.NOTES, "typed at M1",
                    ContactField.FAX, "1"),
                List.of("VIP", "fair")));
    ContactAtM1 shown =
        views(Map.of("province", "shared", "fax", "m1"))
            .contact(
                asker.asking(),
                new Believed()
                    .synced("city", "上海")
                    .synced("province", "北京")
                    .synced("jobTitle", "Head of sales")
                    .synced("website", "x.cn")
                    .waiting("fullName", "李")
                    .waiting("fax", "2")
                    .groups(Set.of("vip", "new", "left"), Set.of("vip", "left"))
                    .state(id));

    assertThat(differences(shown))
        .isEqualTo(
            Map.ofEntries(
                Map.entry("email", Difference.SAME),
                Map.entry("city", Difference.CHANGED_IN_M1),
                Map.entry("province", Difference.M1_DECIDES),
                Map.entry("jobTitle", Difference.SAME),
                Map.entry("website", Difference.NOT_SHOWN),
                Map.entry("fullName", Difference.NOT_SHOWN),
                Map.entry("fax", Difference.M1_DECIDES),
                Map.entry("notes", Difference.M1_ONLY),
                Map.entry("group:vip", Difference.SAME),
                Map.entry("group:new", Difference.WAITING),
                Map.entry("group:left", Difference.CHANGED_IN_M1),
                Map.entry("group:fair", Difference.M1_ONLY)));
    assertThat(shown.differing()).isEqualTo(2);
    assertThat(shown.calls()).isEqualTo(1);
    assertThat(shown + " " + shown.fields()).doesNotContain("北京", "typed at M1");
  }

  @Test
  void shouldShowCustomValuesByTheirLabels() {
    asker.asking().ask(new M1Call.AddProperty("level ", 1, "", List.of()));
    asker.asking().ask(new M1Call.AddProperty("Mine", 1, "", List.of()));
    List<M1Answers.Property> all = asker.asking().ask(new M1Call.ListProperties()).rows();
    long id =
        inM1(
            Contact.of(
                Map.of(ContactField.EMAIL, Believed.EMAIL),
                Map.of(all.get(0).id(), "silver", all.get(1).id(), "x")));
    ContactAtM1 shown =
        views.contact(
            asker.asking(),
            new Believed().synced("custom:Level", "gold").waiting("custom:Size", "L").state(id));

    assertThat(differences(shown))
        .containsEntry("custom:Level", Difference.CHANGED_IN_M1)
        .containsEntry("custom:Size", Difference.NOT_SHOWN)
        .containsEntry("custom:Mine", Difference.M1_ONLY);
    assertThat(shown.calls()).as("the labels too").isEqualTo(2);
  }

  @Test
  void shouldNotShowSomebodyElse() {
    long id = inM1(contact(Map.of(ContactField.EMAIL, "else@x.cn"), List.of()));
    Problem problem = problem(new Believed().state(id));

    assertThat(problem.status()).isEqualTo(409);
    assertThat(problem.toString()).doesNotContain("else@x.cn");
  }

  @Test
  void shouldSayWhyAContactCannotBeShown() {
    assertThat(
            catchThrowableOfType(ProblemException.class, () -> views.contact(asker.asking(), null))
                .problem()
                .status())
        .isEqualTo(404);
    assertThat(problem(new Believed().state(0)).advice()).contains("reconcile");
    assertThat(problem(new Believed().state(99)).title()).isEqualTo("M1 refuses it");
    assertThat(problem(ContactState.unknown(new ContactKey(FakeAsker.ACCOUNT, "k"))).title())
        .contains("not acknowledged");
  }
}
