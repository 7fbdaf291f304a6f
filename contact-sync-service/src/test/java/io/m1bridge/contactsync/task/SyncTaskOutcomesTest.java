package io.m1bridge.contactsync.task;

import static io.m1bridge.contactsync.task.SyncHarness.byEvent;
import static io.m1bridge.contactsync.task.SyncHarness.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.contact.AddMerge;
import io.m1bridge.contracts.AccountDescriptor;
import io.m1bridge.contracts.SyncResult;
import io.m1bridge.contracts.SyncResult.Outcome;
import io.m1bridge.m1.AccessToken;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.Contact;
import io.m1bridge.m1.ContactField;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Code;
import io.m1bridge.m1.M1Outcome;
import io.m1bridge.m1.M1Port;
import io.m1bridge.testkit.m1.FakeM1;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class SyncTaskOutcomesTest {

  private final FakeM1 m1 = new FakeM1();
  private TaskHarness sync = new TaskHarness(m1);

  @Test
  void shouldMakeNoCallForWhatIsAsSynced() {
    sync.connected();
    sync.upsert("k1", person("a@x.cn", "\"fullName\":\"王\""));
    sync.settle().results();

    String same = sync.upsert("k1", person("a@x.cn", "\"fullName\":\"王\",\"notes\":null"));

    assertThat(byEvent(sync.settle().results())).isEqualTo(Map.of(same, Outcome.UNCHANGED));
    assertThat(m1.calls()).hasSize(1);
  }

  @Test
  void shouldEditAKnownContactAndClearOnlyWhatWasSet() {
    sync.connected();
    m1.store()
        .put(
            Contact.of(
                Map.of(ContactField.EMAIL, "a@x.cn", ContactField.NOTES, "by hand"), Map.of()));
    sync.upsert("k1", person("a@x.cn", "\"fullName\":\"王\",\"city\":\"上海\""));
    sync.settle().results();

    String cleared = sync.patch("k1", "{\"city\":null,\"notes\":null,\"qq\":\"1\"}");

    assertThat(byEvent(sync.settle().results())).isEqualTo(Map.of(cleared, Outcome.APPLIED));
    assertThat(m1.calls(M1Call.EditContacts.class)).hasSize(1);
    assertThat(m1.store().byEmail("a@x.cn").orElseThrow().fields())
        .containsEntry(ContactField.NOTES, "by hand")
        .containsEntry(ContactField.QQ, "1")
        .containsEntry(ContactField.FULL_NAME, "王");
    assertThat(m1.store().byEmail("a@x.cn").orElseThrow().get(ContactField.CITY).orElse(""))
        .isEmpty();
  }

  @Test
  void shouldCostNothingToDeleteWhatWasNeverSynced() {
    sync.account(AccountDescriptor.State.AUTHORIZED);
    String made = sync.upsert("k1", person("a@x.cn", ""));
    String gone = sync.delete("k1");
    sync.access.grantAlways(TaskHarness.ACCOUNT);

    assertThat(byEvent(sync.settle().results()))
        .isEqualTo(Map.of(made, Outcome.COALESCED, gone, Outcome.UNCHANGED));
    assertThat(m1.calls()).isEmpty();
  }

  @Test
  void shouldDeleteBeforeItAddsAgain() {
    sync.connected();
    sync.upsert("k1", person("a@x.cn", "\"notes\":\"old\""));
    sync.settle().results();
    sync.delete("k1");
    String again = sync.upsert("k1", person("a@x.cn", "\"city\":\"上海\""));

    assertThat(byEvent(sync.settle().results())).containsEntry(again, Outcome.APPLIED);
    assertThat(m1.store().contacts()).hasSize(1);
    assertThat(m1.store().byEmail("a@x.cn").orElseThrow().fields())
        .containsOnlyKeys(ContactField.EMAIL, ContactField.CITY);
  }

  @Test
  void shouldMoveAContactToItsNewEmail() {
    sync.connected();
    sync.upsert("k1", person("old@x.cn", "\"city\":\"上海\",\"groups\":[\"VIP\"]"));
    sync.settle().results();
    String moved = sync.patch("k1", "{\"email\":\"new@x.cn\"}");

    assertThat(byEvent(sync.settle().results())).isEqualTo(Map.of(moved, Outcome.APPLIED));
    assertThat(m1.store().byEmail("old@x.cn")).isEmpty();
    Contact contact = m1.store().byEmail("new@x.cn").orElseThrow();
    assertThat(contact.fields()).containsEntry(ContactField.CITY, "上海");
    assertThat(contact.groups()).contains("VIP");
  }

  @Test
  void shouldParkTheSecondContactWithAnEmailUntilItIsFree() {
    sync.connected();
    sync.upsert("k1", person("a@x.cn", "\"fullName\":\"first\""));
    sync.settle().results();
    String second = sync.upsert("k2", person("A@x.cn", "\"fullName\":\"second\""));

    List<SyncResult> parked = sync.settle().results();
    assertThat(parked).extracting(SyncResult::outcome).containsExactly(Outcome.PARKED);
    sync.delete("k1");

    assertThat(byEvent(sync.settle().results())).containsEntry(second, Outcome.APPLIED);
    assertThat(m1.store().byEmail("a@x.cn").orElseThrow().fields())
        .containsEntry(ContactField.FULL_NAME, "second");
  }

  @Test
  void shouldHoldAWriteOfUnknownOutcomeBackAndThenSendTheNewestValue() {
    sync.connected();
    m1.nextAfterEffect(new M1Outcome.Unknown<>("time-out"));
    String first = sync.upsert("k1", person("a@x.cn", "\"city\":\"上海\""));
    sync.settle();
    String second = sync.patch("k1", "{\"city\":\"北京\"}");

    sync.pass(TaskHarness.IN_DOUBT_FOR.minus(Duration.ofSeconds(10)));
    assertThat(m1.calls()).as("nothing while the first may still land").hasSize(1);
    assertThat(sync.results()).isEmpty();

    assertThat(byEvent(sync.pass(Duration.ofSeconds(20)).results()))
        .isEqualTo(Map.of(first, Outcome.COALESCED, second, Outcome.APPLIED));
    assertThat(m1.store().byEmail("a@x.cn").orElseThrow().fields())
        .containsEntry(ContactField.CITY, "北京");
    assertThat(m1.calls(M1Call.EditContacts.class))
        .as("the add may not have won over the unknown one: an edit confirms")
        .hasSize(1);
  }

  @Test
  void shouldRepeatADeleteOfUnknownOutcomeWithoutLosingIt() {
    sync.connected();
    sync.upsert("k1", person("a@x.cn", ""));
    sync.settle().results();
    m1.next(new M1Outcome.Unknown<>("time-out"));
    String gone = sync.delete("k1");

    assertThat(byEvent(sync.pass(Duration.ofSeconds(150)).results()))
        .isEqualTo(Map.of(gone, Outcome.APPLIED));
    assertThat(m1.store().contacts()).isEmpty();
  }

  @Test
  void shouldSplitBatchWhenOneContactIsRefused() {
    Refusing refusing = new Refusing(m1, "p77@x.cn");
    sync = new TaskHarness(refusing).connected();
    for (int i = 0; i < 200; i++) {
      sync.upsert("k" + i, person("p" + i + "@x.cn", ""));
    }

    Map<String, Outcome> ends = byEvent(sync.pass(Duration.ofSeconds(30)).results());

    assertThat(ends).hasSize(200).containsEntry("e77", Outcome.REJECTED);
    assertThat(ends.values().stream().filter(Outcome.APPLIED::equals)).hasSize(199);
    assertThat(sync.deadLetterReasons()).containsExactly("m1-refused");
    assertThat(refusing.calls).isLessThan(25);
    assertThat(m1.store().contacts()).hasSize(199);
    refusing.email = "";
    String corrected = sync.patch("k77", "{\"city\":\"上海\"}");
    assertThat(byEvent(sync.settle().results())).isEqualTo(Map.of(corrected, Outcome.APPLIED));
  }

  @Test
  void shouldCreateMissingPropertiesOnce() {
    sync.connected();
    sync.upsert("k1", person("a@x.cn", "\"custom\":{\"Level\":\"A\",\"等级\":\"B\"}"));
    sync.upsert("k2", person("b@x.cn", "\"custom\":{\"Level\":\"C\"}"));

    assertThat(byEvent(sync.settle().results()).values()).containsOnly(Outcome.APPLIED);
    assertThat(m1.calls(M1Call.AddProperty.class)).hasSize(2);
    assertThat(m1.calls(M1Call.ListProperties.class)).hasSize(2);
    assertThat(m1.calls(M1Call.AddContacts.class)).hasSize(1);
    assertThat(m1.store().byEmail("b@x.cn").orElseThrow().properties().values())
        .containsExactly("C");
  }

  @Test
  void shouldGoOnAfterThrottlingUnavailabilityAndABadToken() {
    sync.connected();
    m1.next(new M1Outcome.Throttled<>())
        .next(
            new M1Outcome.Unavailable<>(M1Outcome.Unavailable.SERVER_ERROR, Duration.ofSeconds(1)))
        .next(new M1Outcome.Unauthorized<>());
    String applied = sync.upsert("k1", person("a@x.cn", ""));

    sync.pass(Duration.ofSeconds(40));
    sync.access.grantAlways(TaskHarness.ACCOUNT);

    assertThat(byEvent(sync.pass(Duration.ofSeconds(20)).results()))
        .isEqualTo(Map.of(applied, Outcome.APPLIED));
    assertThat(sync.access.throttleReports()).hasSize(1);
    assertThat(sync.access.invalidReports()).hasSize(1);
  }

  @Test
  void shouldParkAddsAtTheContactLimitAndGoOnWithEdits() {
    sync.connected();
    sync.upsert("k1", person("a@x.cn", ""));
    sync.settle().results();
    m1.next(new M1Outcome.ContactLimit<>(new M1Code("E00003")));
    String waits = sync.upsert("k2", person("b@x.cn", ""));
    sync.settle();
    String edited = sync.patch("k1", "{\"city\":\"上海\"}");

    assertThat(byEvent(sync.settle().results())).isEqualTo(Map.of(edited, Outcome.APPLIED));
    assertThat(byEvent(sync.passInSteps(Duration.ofMinutes(11), Duration.ofSeconds(20)).results()))
        .isEqualTo(Map.of(waits, Outcome.APPLIED));
  }

  @Test
  void shouldConfirmByEditWhereNobodyKnowsWhatAnAddDoes() {
    sync = new TaskHarness(m1, AddMerge.UNKNOWN, 3).connected();
    String applied = sync.upsert("k1", person("a@x.cn", "\"city\":\"上海\",\"groups\":[\"VIP\"]"));

    assertThat(byEvent(sync.settle().results())).isEqualTo(Map.of(applied, Outcome.APPLIED));
    assertThat(m1.calls(M1Call.EditContacts.class)).hasSize(1);
  }

  @Test
  void shouldTakeABatchForRefusedThatM1FailsOnAgainAndAgainWhileOthersPass() {
    Refusing failing = new Refusing(m1, "p3@x.cn");
    failing.answer =
        new M1Outcome.Unavailable<>(M1Outcome.Unavailable.SERVER_ERROR, Duration.ofMillis(100));
    sync = new TaskHarness(failing, AddMerge.NEW_WINS, 3).connected();
    for (int i = 0; i < 8; i++) {
      sync.upsert("k" + i, person("p" + i + "@x.cn", ""));
      sync.upsert("other" + i, person("o" + i + "@x.cn", ""));
      sync.pass(Duration.ofSeconds(10));
    }

    Map<String, Outcome> ends = byEvent(sync.pass(Duration.ofMinutes(3)).results());

    assertThat(ends).hasSize(16).containsEntry("e6", Outcome.REJECTED);
    assertThat(m1.store().contacts()).hasSize(15);
    assertThat(sync.deadLetterReasons()).containsExactly("m1-refused");
  }

  /** Refuses every batch that carries one address. */
  private static final class Refusing implements M1Port {
    private final M1Port next;
    private M1Outcome<?> answer = new M1Outcome.Refused<>(M1Code.PARAMETER_MISSING, "no");
    private volatile String email;
    private int calls;

    Refusing(M1Port next, String email) {
      this.next = next;
      this.email = email;
    }

    @Override
    @SuppressWarnings("unchecked") // a failure fits every call
    public <T> CompletionStage<M1Outcome<T>> send(
        AccountId account, AccessToken token, M1Call<T> call) {
      calls++;
      if (call instanceof M1Call.AddContacts add
          && add.contacts().stream()
              .anyMatch(c -> c.get(ContactField.EMAIL).equals(Optional.of(email)))) {
        return CompletableFuture.completedFuture((M1Outcome<T>) answer);
      }
      return next.send(account, token, call);
    }
  }
}
