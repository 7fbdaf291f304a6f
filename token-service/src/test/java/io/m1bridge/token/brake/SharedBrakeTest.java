package io.m1bridge.token.brake;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.m1.AccountId;
import io.m1bridge.testkit.time.MutableClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Three replicas and one brake, of which the first is the holder at the beginning. */
class SharedBrakeTest {

  private static final Duration ROUND = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final MutableClock clock = MutableClock.at("2026-01-01T00:00:00Z");
  private final BrakeNetwork network = new BrakeNetwork(3, clock, Duration.ofSeconds(3));
  private final SharedBrake first = network.replica(0);
  private final SharedBrake second = network.replica(1);
  private final SharedBrake third = network.replica(2);

  SharedBrakeTest() {
    begin(first);
    clock.advance(Duration.ofSeconds(3));
  }

  @Test
  void shouldLetTwoBeginOverAllReplicas() {
    assertThat(begin(second, "a", "b", "c")).containsExactly("a", "b");
    assertThat(begin(third, "d")).isEmpty();
    assertThat(begin(first, "e")).isEmpty();

    second.answered();
    second.ended(new AccountId("a"));
    assertThat(begin(third, "d")).as("nobody knows yet").isEmpty();
    begin(second);
    assertThat(begin(third, "d", "e")).containsExactly("d");
  }

  @Test
  void shouldGiveAPlaceBackOnlyWithTheVerdict() {
    assertThat(begin(second, "a", "b")).hasSize(2);

    meetTrouble(second, "a");
    second.ended(new AccountId("b"));
    assertThat(begin(third, "d")).as("the page is not known, but the places are taken").isEmpty();
    begin(second);

    assertThat(begin(third, "d")).isEmpty();
    assertThat(Stream.of(first, second, third)).allMatch(SharedBrake::isOn);
  }

  @Test
  void shouldMakeOneProbeAMinuteOverAllReplicas() {
    assertThat(begin(second, "a")).hasSize(1);
    meetTrouble(second, "a");
    begin(second);
    begin(third, "d");

    clock.advance(MINUTE);
    assertThat(begin(third, "d")).as("one further account").containsExactly("d");
    assertThat(begin(second, "a")).isEmpty();
    meetTrouble(third, "d");
    begin(third);
    clock.advance(MINUTE);
    assertThat(begin(first, "e")).as("no third one").isEmpty();
    assertThat(begin(second, "a")).as("one that is at risk already").containsExactly("a");

    second.answered();
    second.ended(new AccountId("a"));
    begin(second);
    assertThat(begin(first, "e", "f")).containsExactly("e", "f");
    begin(third);
    assertThat(Stream.of(first, second, third)).noneMatch(SharedBrake::isOn);
  }

  @Test
  void shouldRepeatAtOnceWhereTheHolderIsAnother() {
    assertThat(begin(second, "a")).hasSize(1);
    second.troubled(new AccountId("a"), Optional.empty(), true);
    second.ended(new AccountId("a"));

    assertThat(second.isAtRisk(new AccountId("a"))).isTrue();
    assertThat(begin(second, "a")).as("told and asked in one").containsExactly("a");
  }

  @Test
  void shouldAskNothingWhereThereIsNothingToTell() {
    begin(second);
    assertThat(network.asked).isEmpty();

    begin(second, "a");
    second.answered();
    second.ended(new AccountId("a"));
    for (int i = 0; i < 10; i++) {
      begin(second);
    }
    assertThat(network.asked).as("may it, and it is over").hasSize(2);
  }

  @Test
  void shouldGoOnUnderANewHolder() {
    assertThat(begin(second, "a")).hasSize(1);
    meetTrouble(second, "a");
    begin(second);
    begin(third, "d");

    // The holder is gone; the new one had nothing due, and third knows more than it.
    network.reaches(0, false);
    network.holder(1);
    assertThat(begin(second, "b")).isEmpty();
    clock.advance(ROUND);
    begin(third, "d");
    clock.advance(MINUTE);
    assertThat(begin(third, "d", "e")).as("a probe").containsExactly("d");
    assertThat(begin(second, "a", "b")).isEmpty();
  }

  @Test
  void shouldHearOfPlacesAndTroubleBeforeANewHolderLetsBegin() {
    assertThat(begin(second, "a", "b")).hasSize(2);

    network.holder(2);
    assertThat(begin(third, "d")).as("it waits").isEmpty();
    begin(second);
    clock.advance(Duration.ofSeconds(3));
    assertThat(begin(third, "d")).as("two are under way").isEmpty();

    meetTrouble(second, "a");
    network.holder(0);
    begin(first);
    begin(second);
    clock.advance(Duration.ofSeconds(3));
    second.ended(new AccountId("b"));
    begin(second);
    assertThat(begin(first, "e")).as("trouble, under whatever holder").isEmpty();
  }

  @Test
  void shouldWaitForAHolderThatIsAwayAndThenGoByItsOwnBrake() {
    network.reaches(0, false);
    for (Duration waited = Duration.ZERO;
        waited.compareTo(MINUTE) < 0;
        waited = waited.plus(ROUND)) {
      assertThat(begin(second, "a", "b", "c")).isEmpty();
      clock.advance(ROUND);
    }
    assertThat(begin(second, "a", "b", "c")).containsExactly("a", "b");
    assertThat(begin(second, "c")).isEmpty();
    meetTrouble(second, "a");
    second.ended(new AccountId("b"));
    assertThat(begin(second, "c")).isEmpty();

    network.reaches(0, true);
    begin(second);
    assertThat(first.isOn()).as("told what was met meanwhile").isTrue();
  }

  @Test
  void shouldNotTakeAnOldAnswerForTheEndOfANewerOutage() {
    assertThat(begin(second, "a")).hasSize(1);
    second.answered();
    second.ended(new AccountId("a"));
    network.reaches(1, false);
    begin(second);
    clock.advance(ROUND);
    assertThat(begin(third, "d")).hasSize(1);
    meetTrouble(third, "d");
    begin(third);

    network.reaches(1, true);
    clock.advance(ROUND);
    begin(second, "b");

    assertThat(Stream.of(first, second, third)).allMatch(SharedBrake::isOn);
  }

  @Test
  void shouldMendALostAnswer() {
    network.losesAnswers = true;
    assertThat(begin(second, "a", "b")).as("given, but nobody knows").isEmpty();
    assertThat(begin(first, "e")).isEmpty();

    network.losesAnswers = false;
    begin(second);
    assertThat(begin(first, "e")).containsExactly("e");
    network.arrives(network.asked.get(0));
    assertThat(begin(first, "f")).as("a late question changes nothing").containsExactly("f");
  }

  @Test
  void shouldKeepThePlaceOfADeadReplicaForAMinute() {
    assertThat(begin(second, "a", "b")).hasSize(2);
    clock.advance(BrakeNetwork.PLACE_KEPT);
    assertThat(begin(first, "e")).isEmpty();
    clock.advance(Duration.ofMillis(1));
    assertThat(begin(first, "e")).containsExactly("e");
  }

  private static void meetTrouble(SharedBrake at, String account) {
    at.troubled(new AccountId(account), Optional.empty(), false);
    at.ended(new AccountId(account));
  }

  private static List<String> begin(SharedBrake at, String... due) {
    return at.begin(Stream.of(due).map(AccountId::new).toList()).stream()
        .map(AccountId::value)
        .toList();
  }
}
