package io.m1bridge.contactsync.property;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.contact.FieldNames;
import io.m1bridge.contactsync.task.Workbench;
import io.m1bridge.m1.AccessToken;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.M1Answers;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Code;
import io.m1bridge.m1.M1Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** However a creation ends, and whoever goes on after it: M1 gets one property at most. */
class PropertyCallsTest {

  private static final AccountId ACCOUNT = Workbench.ACCOUNT;
  private static final M1Outcome<?> LOST = new M1Outcome.Unknown<>("timeout");

  private Workbench bench = new Workbench();

  private boolean has(String label) {
    return bench.properties.hasAll(ACCOUNT, List.of(FieldNames.custom(label)));
  }

  private boolean isHopeless(String label) {
    return bench.properties.isHopeless(ACCOUNT, List.of(FieldNames.custom(label)));
  }

  private void list() {
    bench.properties.list(bench.account, bench.permit());
    bench.commit();
  }

  private void create(String label) {
    bench.properties.create(bench.account, label, bench.permit());
    bench.commit();
  }

  private Optional<Creation> next() {
    return bench.properties.nextToCreate(ACCOUNT);
  }

  private boolean isListDue() {
    return bench.properties.isListDue(ACCOUNT, true, bench.clock.instant());
  }

  private int creations() {
    return bench.m1.calls(M1Call.AddProperty.class).size();
  }

  /** A person makes it at M1. */
  private void putAtM1(String label) {
    bench.m1.send(ACCOUNT, new AccessToken("t"), new M1Call.AddProperty(label, 1, "", List.of()));
  }

  private static M1Outcome<?> rows(String... labels) {
    return new M1Outcome.Accepted<>(
        M1Answers.Rows.of(
            IntStream.range(0, labels.length)
                .mapToObj(i -> new M1Answers.Property(i + 1L, labels[i], 1, ""))
                .toList()));
  }

  @Test
  void shouldListCreateAndListAgain() {
    has("Level");
    assertThat(isListDue()).isTrue();
    list();
    assertThat(next()).contains(new Creation("Level", 1));
    create("Level");
    assertThat(next()).isEmpty();
    assertThat(isListDue()).isTrue();
    list();

    assertThat(has("Level")).isTrue();
    assertThat(bench.properties.known(ACCOUNT).all()).hasSize(1);
    assertThat(bench.callsByKind())
        .isEqualTo(Map.of("contact/property/all", 2, "CREATE_PROPERTY", 1));
    assertThat(bench.account.inFlight()).isZero();
  }

  @Test
  void shouldMakeNoCallBeforeItIsOnRecord() {
    has("Level");
    list();
    bench.properties.create(bench.account, "Level", bench.permit());
    bench.calls.drain();

    assertThat(creations()).isZero();
    assertThat(next()).as("one at a time").isEmpty();
    assertThat(isListDue()).isFalse();
    assertThat(bench.restarted().inherited).hasSize(1);
  }

  @Test
  void shouldNotCreateAgainAfterARestartWhileListsLag() {
    has("Level");
    list();
    create("Level");

    bench = bench.restarted();
    has(" LEVEL ");
    bench.m1.next(rows());
    list();

    assertThat(next()).isEmpty();
    list();
    assertThat(has("Level")).isTrue();
    bench = bench.restarted();
    has("Level");
    bench.m1.next(rows());
    list();
    assertThat(next()).as("shown once, removed since").contains(new Creation("Level", 1));
  }

  @Test
  void shouldLetTheListDecideAfterALostAnswer() {
    has("Level");
    list();
    bench.m1.nextAfterEffect(LOST);
    create("Level");
    assertThat(next()).as("it may still land").isEmpty();
    assertThat(isListDue()).as("the list would say nothing yet").isFalse();

    bench.properties.uncertain(ACCOUNT);
    assertThat(isListDue()).isFalse();
    bench.clock.advance(Duration.ofSeconds(60));
    assertThat(isListDue()).isTrue();
    list();

    assertThat(has("Level")).isTrue();
    assertThat(next()).isEmpty();
    assertThat(creations()).isEqualTo(1);
  }

  @Test
  void shouldCreateAgainWhatTheListDisproves() {
    has("Level");
    list();
    bench.m1.next(LOST);
    create("Level");
    bench.clock.advance(Workbench.IN_DOUBT_FOR);
    assertThat(bench.expired()).hasSize(1);
    bench.properties.uncertain(ACCOUNT);
    list();

    assertThat(next()).contains(new Creation("Level", 1));
    create("Level");
    list();
    assertThat(has("Level")).isTrue();
  }

  @Test
  void shouldWaitAfterARestartForACreationThatMayStillLand() {
    has("Level");
    list();
    bench.m1.next(LOST);
    create("Level");

    bench = bench.restarted();
    has("Level");
    assertThat(isListDue()).isFalse();
    assertThat(next()).isEmpty();
    bench.clock.advance(Workbench.IN_DOUBT_FOR);
    assertThat(bench.expired()).hasSize(1);
    bench.properties.uncertain(ACCOUNT);

    assertThat(isListDue()).isTrue();
  }

  @Test
  void shouldTellThoseWhoWaitThatM1Refuses() {
    has("Level");
    list();
    assertThat(bench.properties.takeResume(ACCOUNT)).isTrue();
    assertThat(bench.properties.takeResume(ACCOUNT)).as("once").isFalse();
    bench.m1.next(new M1Outcome.Refused<>(M1Code.PARAMETER_MISSING, ""));
    create("Level");

    assertThat(bench.properties.takeResume(ACCOUNT)).isTrue();
    assertThat(isHopeless("Level")).isTrue();
    assertThat(isListDue()).as("the list would say nothing new").isFalse();
    has("Level");
    assertThat(next()).isEmpty();
  }

  @Test
  void shouldLookForALabelThatM1RefusesWithoutAReason() {
    has("Level");
    list();
    putAtM1("Level");
    bench.m1.next(new M1Outcome.Unexplained<>(Optional.empty(), "exists"));
    create("Level");
    assertThat(isListDue()).isTrue();
    list();

    assertThat(isHopeless("Level")).isFalse();
    assertThat(has("Level")).isTrue();
  }

  @Test
  void shouldCreateAgainWhatM1FailedOnOrRefusedWithoutAReason() {
    M1Outcome<?> no = new M1Outcome.Unexplained<>(Optional.empty(), "HTTP 502");
    String reason = M1Outcome.Unavailable.SERVER_ERROR;
    M1Outcome<?> failed = new M1Outcome.Unavailable<>(reason, Duration.ZERO);
    has("Level");
    list();
    for (int refusal = 0; refusal < 20; refusal++) {
      bench.m1.next(refusal % 2 == 0 ? no : failed);
      create("Level");
      assertThat(next()).as("the list is read first").isEmpty();
      list();
      assertThat(next()).as("it waits by itself").isEmpty();
      bench.clock.advance(Duration.ofMinutes(3));
      assertThat(next()).contains(new Creation("Level", 1));
    }
    bench.properties.takeResume(ACCOUNT);
    bench.m1.next(no);
    create("Level");

    assertThat(isHopeless("Level")).isTrue();
    assertThat(bench.properties.takeResume(ACCOUNT)).as("they are told").isTrue();
    assertThat(isListDue()).isTrue();
  }

  @Test
  void shouldTryAgainWhereTheCallWasNotMade() {
    has("Level");
    list();
    bench.properties.create(bench.account, "Level", bench.permit());
    bench.clock.advance(Duration.ofSeconds(40));
    bench.commit();

    assertThat(creations()).isZero();
    assertThat(isHopeless("Level")).isFalse();
    assertThat(next()).contains(new Creation("Level", 1));
    bench.m1.next(new M1Outcome.Throttled<>());
    create("Level");
    assertThat(next()).contains(new Creation("Level", 1));
  }

  @Test
  void shouldCreateNothingWhereThatIsNotAllowed() {
    bench = new Workbench(Map.of("create-properties", "false"));
    has("Level");
    has("Size");
    list();
    bench.properties.takeResume(ACCOUNT);

    assertThat(next()).isEmpty();
    assertThat(isHopeless("Level")).isTrue();
    assertThat(isHopeless("Size")).isTrue();
    assertThat(bench.properties.takeResume(ACCOUNT)).as("they are told").isTrue();
    putAtM1("Level");
    list();
    assertThat(has("Level")).isTrue();
  }

  @Test
  void shouldRememberWhatM1MadeOfACutLabel() {
    String label = "A label that is cut";
    has(label);
    list();
    create(label);
    bench.m1.next(rows("A LABEL"));
    list();
    assertThat(has(label)).isTrue();

    bench = bench.restarted();
    has(label);
    bench.m1.next(rows("A LABEL"));
    list();
    assertThat(has(label)).isTrue();
    assertThat(next()).isEmpty();
  }

  @Test
  void shouldKeepWhatItKnowsWhereAListFails() {
    has("Level");
    list();
    create("Level");
    list();
    bench.properties.takeResume(ACCOUNT);
    bench.m1.next(new M1Outcome.Unavailable<>("down", Duration.ZERO));
    list();

    assertThat(has("Level")).isTrue();
    assertThat(bench.properties.takeResume(ACCOUNT)).isFalse();
    bench.properties.resumeAgain(ACCOUNT);
    assertThat(bench.properties.takeResume(ACCOUNT)).isTrue();
  }
}
