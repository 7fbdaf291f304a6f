package io.m1bridge.contactsync.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.plan.LaneChoice.Candidate;
import io.m1bridge.contactsync.plan.LaneChoice.Departure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A permit goes where a call settles most, and nobody waits for ever. */
class LaneChoiceTest {

  private static final Departure AT_ONCE = new Departure(1_000, Duration.ZERO);
  private static final Departure WAITING = new Departure(1_000, Duration.ofSeconds(30));

  private static Candidate lane(Lane lane, int depth, long seconds) {
    return new Candidate(lane, depth, Duration.ofSeconds(seconds));
  }

  private static Lane choose(Departure departure, Candidate... lanes) {
    return LaneChoice.choose(List.of(lanes), departure).map(Candidate::lane).orElse(null);
  }

  @Test
  void shouldChooseNothingWhereNothingWaits() {
    assertThat(LaneChoice.choose(List.of(), AT_ONCE)).isEmpty();
    assertThat(choose(AT_ONCE, lane(Lane.ADD, 0, 900), lane(Lane.DELETE, 0, 900))).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    // A delete of up to 50 takes four calls, of 51 five, of a thousand twenty-three.
    "50, 12, DELETE",
    "50, 13, ADD",
    "51, 10, DELETE",
    "51, 11, ADD",
    "1000, 43, DELETE",
    "1000, 44, ADD",
    "1, 1, ADD"
  })
  void shouldCountAllCallsThatADeleteTakes(int deletes, int adds, Lane chosen) {
    assertThat(choose(AT_ONCE, lane(Lane.ADD, adds, 0), lane(Lane.DELETE, deletes, 0)))
        .isEqualTo(chosen);
  }

  @Test
  void shouldNotCountMoreThanOneCallCarries() {
    Candidate adds = lane(Lane.ADD, 50_000, 0);
    Candidate edits = lane(Lane.EDIT, 1_000, 1);

    assertThat(choose(AT_ONCE, adds, edits)).isEqualTo(Lane.EDIT);
    Departure small = new Departure(10, Duration.ZERO);
    assertThat(choose(small, adds, lane(Lane.EDIT, 10, 1))).isEqualTo(Lane.EDIT);
  }

  @Test
  void shouldTakeEqualOnesInTheOrderDeleteEditAdd() {
    Candidate add = lane(Lane.ADD, 2, 7);
    Candidate edit = lane(Lane.EDIT, 2, 7);
    Candidate delete = lane(Lane.DELETE, 8, 28);

    assertThat(choose(AT_ONCE, add, edit, delete)).isEqualTo(Lane.DELETE);
    assertThat(choose(AT_ONCE, delete, edit, add)).isEqualTo(Lane.DELETE);
    assertThat(choose(AT_ONCE, add, edit)).isEqualTo(Lane.EDIT);
  }

  @ParameterizedTest
  @CsvSource({"9, EDIT", "10, EDIT", "11, ADD", "3600, ADD"})
  void shouldDoubleWhatTenSecondsOldContactsAreWorthBesideAFullLane(long seconds, Lane chosen) {
    Departure small = new Departure(2, Duration.ZERO);

    assertThat(choose(small, lane(Lane.ADD, 1, seconds), lane(Lane.EDIT, 2, 0))).isEqualTo(chosen);
  }

  @ParameterizedTest
  @CsvSource({"0, EDIT", "1, EDIT", "2, ADD", "3600, ADD"})
  void shouldDoubleWhatOneSecondOldContactsAreWorthWhereAllFit(long seconds, Lane chosen) {
    assertThat(choose(AT_ONCE, lane(Lane.ADD, 1, seconds), lane(Lane.EDIT, 2, 0)))
        .isEqualTo(chosen);
  }

  /** Each delete is a job of many calls: it waits the longer for its turn. */
  @ParameterizedTest
  @CsvSource({"24, EDIT", "27, EDIT", "28, DELETE"})
  void shouldCountTheCallsOfADeleteBeforeItsTurnToo(long seconds, Lane chosen) {
    assertThat(choose(AT_ONCE, lane(Lane.DELETE, 8, seconds), lane(Lane.EDIT, 2, 7)))
        .isEqualTo(chosen);
  }

  @Test
  void shouldLetOneOldContactPassAFullLaneThatIsAlwaysFresh() {
    Candidate full = lane(Lane.EDIT, 1_000, 0);

    assertThat(choose(AT_ONCE, full, lane(Lane.ADD, 1, 9_000))).isEqualTo(Lane.EDIT);
    assertThat(choose(AT_ONCE, full, lane(Lane.ADD, 1, 9_991))).isEqualTo(Lane.ADD);
    assertThat(choose(AT_ONCE, full, lane(Lane.DELETE, 1, 40_000))).isEqualTo(Lane.DELETE);
  }

  @Test
  void shouldServeEveryLaneInTurnUnderSteadyLoad() {
    int[] waited = new int[Lane.values().length];
    int[] served = new int[Lane.values().length];
    for (int second = 0; second < 20_000; second++) {
      Candidate[] lanes =
          Stream.of(Lane.values())
              .map(lane -> lane(lane, lane == Lane.EDIT ? 1_000 : 3, waited[lane.ordinal()]))
              .toArray(Candidate[]::new);
      Lane chosen = Optional.ofNullable(choose(AT_ONCE, lanes)).orElseThrow();
      for (int i = 0; i < waited.length; i++) {
        waited[i]++;
      }
      waited[chosen.ordinal()] = 0;
      served[chosen.ordinal()]++;
    }

    assertThat(served[Lane.EDIT.ordinal()]).isGreaterThan(19_900);
    assertThat(served[Lane.ADD.ordinal()]).isPositive();
    assertThat(served[Lane.DELETE.ordinal()]).isPositive();
  }

  @Test
  void shouldWaitForMoreWhileInputFlowsIn() {
    Candidate nearly = lane(Lane.ADD, 999, 29);

    assertThat(choose(WAITING, nearly)).isNull();
    assertThat(choose(WAITING, lane(Lane.ADD, 1_000, 0))).isEqualTo(Lane.ADD);
    assertThat(choose(WAITING, lane(Lane.ADD, 1, 30))).isEqualTo(Lane.ADD);
    assertThat(choose(AT_ONCE, nearly)).isEqualTo(Lane.ADD);
  }

  @Test
  void shouldChooseOnlyAmongThoseThatMayLeave() {
    assertThat(choose(WAITING, lane(Lane.ADD, 999, 29), lane(Lane.EDIT, 1, 31)))
        .isEqualTo(Lane.EDIT);
  }

  @Test
  void shouldSayWhetherItWaitsAtAll() {
    assertThat(WAITING.waits()).isTrue();
    assertThat(AT_ONCE.waits()).isFalse();
    assertThat(WAITING.isOverdue(Duration.ofSeconds(30))).isTrue();
    assertThat(WAITING.isOverdue(Duration.ofMillis(29_999))).isFalse();
  }
}
