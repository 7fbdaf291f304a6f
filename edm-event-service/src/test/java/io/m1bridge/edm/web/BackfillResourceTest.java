package io.m1bridge.edm.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.m1bridge.contracts.Topics;
import io.m1bridge.edm.stream.PollBoard;
import io.m1bridge.edm.stream.SampleBoard;
import io.m1bridge.owner.command.CommandLog;
import io.m1bridge.testkit.time.MutableClock;
import io.m1bridge.ui.problem.ProblemException;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BackfillResourceTest {

  private final MutableClock clock = MutableClock.at(SampleBoard.NOW);
  private final PollBoard board = SampleBoard.of("demo", 1, 40, 50, 400);
  private final BackfillResource backfills =
      new BackfillResource(
          board,
          new Commands(
              new CommandLog(
                  () -> {
                    throw new IllegalStateException("nothing is written here");
                  },
                  Topics.EDM_COMMANDS,
                  clock),
              board,
              (account, question) -> Optional.empty(),
              Topics.EDM_COMMANDS,
              ZoneId.of("Asia/Shanghai")),
          clock);

  @Test
  void shouldEstimateFromWhatIsKnown() {
    BackfillView estimate = backfills.estimate("demo", "2026-09-24", "2026-10-24");

    assertThat(estimate.state()).isEqualTo("estimate");
    assertThat(estimate.campaigns()).isEqualTo(2);
    assertThat(estimate.rowsLeft()).isEqualTo(9_000);
    assertThat(estimate.callsLeft()).as("the list; 3 pages and the head of each").isEqualTo(9);
    assertThat(estimate.secondsLeft()).as("of 3,600 calls an hour").isEqualTo(9);
  }

  @Test
  void shouldSayThatThereIsNone() {
    assertThat(
            catchThrowableOfType(ProblemException.class, () -> backfills.progress("demo"))
                .problem()
                .status())
        .isEqualTo(404);
    assertThat(
            catchThrowableOfType(
                    ProblemException.class, () -> backfills.estimate("else", "2026-09-24", "x"))
                .problem()
                .status())
        .isEqualTo(404);
  }
}
