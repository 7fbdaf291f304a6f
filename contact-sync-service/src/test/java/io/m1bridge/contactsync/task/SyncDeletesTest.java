package io.m1bridge.contactsync.task;

import static io.m1bridge.contactsync.task.SyncHarness.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contracts.SyncResult.Outcome;
import io.m1bridge.m1.AccessToken;
import io.m1bridge.m1.Contact;
import io.m1bridge.m1.ContactField;
import io.m1bridge.m1.M1Answers;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Code;
import io.m1bridge.m1.M1Outcome;
import io.m1bridge.testkit.m1.FakeM1;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a delete means for contacts, other deletes and M1's groups. */
class SyncDeletesTest {

  private final FakeM1 m1 = new FakeM1();
  private final FilteredM1 cloud = new FilteredM1(m1);
  private final TaskHarness task = new TaskHarness(cloud, 3).connected();

  private void synced(int count) {
    for (int i = 0; i < count; i++) {
      task.upsert("k" + i, person("p" + i + "@x.cn", ""));
    }
    task.settle();
  }

  private void hide(String email) {
    cloud.answers =
        outcome ->
            outcome instanceof M1Outcome.Accepted<?> accepted
                    && accepted.value() instanceof M1Answers.Page<?> page
                ? new M1Outcome.Accepted<>(without(page, email))
                : outcome;
  }

  private static M1Answers.Page<?> without(M1Answers.Page<?> page, String email) {
    List<Object> rows = new ArrayList<>(page.rows());
    rows.removeIf(
        row ->
            row instanceof Contact contact
                && contact.get(ContactField.EMAIL).equals(Optional.of(email)));
    return new M1Answers.Page<>(OptionalLong.empty(), rows, List.of());
  }

  @Test
  void shouldDeleteAThousandWithAtMostTwentyFiveCalls() {
    synced(1_000);
    int before = cloud.calls;
    for (int i = 0; i < 1_000; i++) {
      task.delete("k" + i);
    }

    task.pass(Duration.ofSeconds(20));

    assertThat(m1.store().contacts()).isEmpty();
    assertThat(task.ends().values()).hasSize(2_000).containsOnly(Outcome.APPLIED);
    assertThat(cloud.calls - before).isLessThanOrEqualTo(25);
  }

  @Test
  void shouldKeepTheStateOfAContactThatM1NeverShows() {
    synced(3);
    hide("p1@x.cn");
    String deleted = task.delete("k1");

    task.pass(Duration.ofMinutes(9));
    assertThat(task.ends()).doesNotContainKey(deleted);
    task.pass(Duration.ofMinutes(3));

    assertThat(task.ends()).containsEntry(deleted, Outcome.REJECTED);
    assertThat(task.deadLetterReasons()).containsExactly("delete-not-found");
    cloud.answers = outcome -> outcome;
    String again = task.delete("k1");
    task.settle();
    assertThat(task.ends()).as("it is still known").containsEntry(again, Outcome.APPLIED);
    assertThat(m1.store().byEmail("p1@x.cn")).isEmpty();
  }

  @Test
  void shouldAddAContactAgainWhoseDeleteM1NeverShowed() {
    synced(1);
    hide("p0@x.cn");
    task.delete("k0");
    String again = task.upsert("k0", person("p0@x.cn", "\"city\":\"上海\""));

    task.pass(Duration.ofMinutes(12));

    assertThat(task.ends()).containsEntry(again, Outcome.APPLIED);
    assertThat(m1.store().byEmail("p0@x.cn").orElseThrow().fields())
        .containsEntry(ContactField.CITY, "上海");
  }

  @Test
  void shouldNotLetOneThatIsLookedForHoldTheOthersUp() {
    synced(20);
    hide("p0@x.cn");
    task.delete("k0");
    task.pass(Duration.ofSeconds(30));

    String other = task.delete("k1");
    task.pass(Duration.ofSeconds(130));

    assertThat(task.ends()).containsEntry(other, Outcome.APPLIED);
    assertThat(m1.store().byEmail("p1@x.cn")).isEmpty();
  }

  @Test
  void shouldGiveTheAddressToTheNextContactOnlyWhenItIsFree() {
    synced(1);
    cloud.filter =
        call ->
            call instanceof M1Call.DeleteContacts
                ? Optional.of(
                    new M1Outcome.Unavailable<>(
                        M1Outcome.Unavailable.SERVER_ERROR, Duration.ofSeconds(1)))
                : Optional.empty();
    task.delete("k0");
    String next = task.upsert("other", person("P0@x.cn", "\"city\":\"上海\""));
    task.pass(Duration.ofSeconds(2));
    assertThat(task.ends()).doesNotContainKey(next);
    cloud.filter = call -> Optional.empty();

    task.pass(Duration.ofMinutes(2));

    assertThat(task.ends()).containsEntry(next, Outcome.APPLIED);
    assertThat(m1.store().contacts()).hasSize(1);
    assertThat(m1.store().byEmail("p0@x.cn").orElseThrow().fields())
        .containsEntry(ContactField.CITY, "上海");
  }

  @Test
  void shouldRejectOnlyTheContactThatM1RefusesToDelete() {
    synced(40);
    long id = m1.store().byEmail("p7@x.cn").orElseThrow().id().getAsLong();
    cloud.filter =
        call ->
            call instanceof M1Call.DeleteContacts delete && delete.ids().contains(id)
                ? Optional.of(new M1Outcome.Refused<>(M1Code.PARAMETER_MISSING, "no"))
                : Optional.empty();
    Map<String, String> deletes = new TreeMap<>();
    for (int i = 0; i < 40; i++) {
      deletes.put("k" + i, task.delete("k" + i));
    }

    task.pass(Duration.ofMinutes(12));

    assertThat(task.ends()).containsEntry(deletes.remove("k7"), Outcome.REJECTED);
    assertThat(deletes.values())
        .allSatisfy(event -> assertThat(task.ends()).containsEntry(event, Outcome.APPLIED));
    assertThat(task.deadLetterReasons()).containsExactly("delete-refused");
    assertThat(m1.store().contacts()).hasSize(1);
  }

  @Test
  void shouldRemoveGroupsOfItsOwnThatNobodyRemembersAndNoOthers() {
    group("m1bridge-del-demo-1a2b-7");
    group("m1bridge-del-demo-2-1a2b-7");
    group("m1bridge-del-demo-by-hand");
    group("VIP");
    synced(2);
    task.delete("k0");

    task.pass(Duration.ofSeconds(10));

    assertThat(groups())
        .containsExactlyInAnyOrder(
            "m1bridge-del-demo-2-1a2b-7", "m1bridge-del-demo-by-hand", "VIP");
  }

  private void group(String name) {
    m1.send(TaskHarness.ACCOUNT, new AccessToken("t"), new M1Call.AddGroup(name));
  }

  private List<String> groups() {
    M1Outcome<M1Answers.Page<M1Answers.Group>> outcome =
        m1.send(
                TaskHarness.ACCOUNT,
                new AccessToken("t"),
                new M1Call.ListGroups(1, 50, Optional.empty()))
            .toCompletableFuture()
            .join();
    return ((M1Outcome.Accepted<M1Answers.Page<M1Answers.Group>>) outcome)
        .value().rows().stream().map(M1Answers.Group::name).toList();
  }
}
