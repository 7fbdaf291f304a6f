package io.m1bridge.contactsync.errand.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.m1bridge.contactsync.call.CallEnd;
import io.m1bridge.contactsync.errand.Reply;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Code;
import io.m1bridge.m1.M1Outcome;
import io.m1bridge.ui.problem.Problem;
import io.m1bridge.ui.problem.ProblemException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** However a call ends, a person is told in words, and how many calls it took. */
class AtM1Test {

  private static final String PERSONAL = "li@example.com";

  private final FakeAsker asker = new FakeAsker();

  private Problem problem(Reply reply) {
    asker.next.add(reply);
    ProblemException no =
        catchThrowableOfType(
            ProblemException.class, () -> asker.asking().ask(new M1Call.AddGroup("vip")));
    assertThat(no.problem().advice()).as("what to do").isNotBlank();
    return no.problem();
  }

  private Problem problem(M1Outcome<?> outcome) {
    Problem problem = problem(FakeAsker.made(outcome));
    assertThat(problem.detail()).endsWith("Calls of the hour taken: 1");
    return problem;
  }

  @Test
  void shouldCountWhatItTook() {
    AtM1.Asking asking = asker.asking();
    asking.ask(new M1Call.AddGroup("vip"));
    asking.ask(new M1Call.ListGroups(1, 50, Optional.empty()));

    assertThat(asking.calls()).isEqualTo(2);
  }

  @Test
  void shouldSayWhatM1RefusesWithoutItsWords() {
    Problem refused = problem(new M1Outcome.Refused<>(M1Code.PARAMETER_MISSING, PERSONAL));
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.detail()).contains("E10103").doesNotContain(PERSONAL);
    Problem no = problem(new M1Outcome.Unexplained<>(Optional.empty(), PERSONAL));
    assertThat(no.status()).isEqualTo(502);
    assertThat(no.detail()).doesNotContain(PERSONAL);
    assertThat(problem(new M1Outcome.ContactLimit<>(new M1Code("E00003"))).detail())
        .contains("E00003");
    assertThat(problem(new M1Outcome.Forbidden<>()).detail()).contains("E10102");
    assertThat(problem(new M1Outcome.TooLarge<>()).status()).isEqualTo(409);
  }

  @Test
  void shouldTellWhatPassesFromWhatNobodyKnows() {
    assertThat(problem(new M1Outcome.Throttled<>()).status()).isEqualTo(503);
    assertThat(problem(new M1Outcome.Unauthorized<>()).status()).isEqualTo(503);
    assertThat(
            problem(new M1Outcome.Unavailable<>("its answer cannot be read", Duration.ZERO))
                .detail())
        .contains("its answer cannot be read");
    assertThat(problem(new M1Outcome.Unknown<>("timeout")).status()).isEqualTo(504);
    assertThat(problem(new Reply.Ended(new CallEnd.Lost("Bug"))).status()).isEqualTo(504);
  }

  @Test
  void shouldSayThatNoCallWasMade() {
    Problem paused = problem(new Reply.NotPlanned("Paused by li", true));
    assertThat(paused.status()).isEqualTo(409);
    assertThat(paused.detail()).isEqualTo("Paused by li. Calls of the hour taken: 0");
    assertThat(problem(new Reply.NotPlanned("None was free", false)).status()).isEqualTo(503);
    assertThat(
            problem(
                    new Reply.Ended(
                        new CallEnd.NotMade(CallEnd.Reason.NO_TOKEN, Duration.ofSeconds(1))))
                .detail())
        .contains("token-service", "taken: 0");
  }
}
