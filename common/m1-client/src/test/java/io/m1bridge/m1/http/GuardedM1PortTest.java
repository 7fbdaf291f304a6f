package io.m1bridge.m1.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m1bridge.m1.AccessToken;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.M1Answers;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Code;
import io.m1bridge.m1.M1Outcome;
import io.m1bridge.m1.M1Port;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GuardedM1PortTest {

  private static final AccountId SICK = new AccountId("sick");
  private static final AccountId WELL = new AccountId("well");
  private static final AccessToken TOKEN = new AccessToken("t");
  private static final M1Call<M1Answers.Done> WRITE = new M1Call.DeleteContacts(List.of(1L));
  private static final M1Call<M1Answers.Rows<M1Answers.Property>> READ =
      new M1Call.ListProperties();

  private final AtomicInteger calls = new AtomicInteger();
  private volatile M1Outcome<?> answer = new M1Outcome.Accepted<>(M1Answers.Done.DONE);

  private final M1Port port =
      new GuardedM1Port(
          new M1Port() {
            @Override
            @SuppressWarnings("unchecked")
            public <T> CompletionStage<M1Outcome<T>> send(
                AccountId account, AccessToken token, M1Call<T> call) {
              calls.incrementAndGet();
              return CompletableFuture.completedFuture((M1Outcome<T>) answer);
            }
          },
          new GuardedM1Port.GuardSettings(Duration.ofSeconds(30), 4, 0.5, Duration.ofMinutes(10)));

  @Test
  void shouldHandOnEveryOutcome() throws Exception {
    for (M1Outcome<?> outcome :
        List.of(
            new M1Outcome.Accepted<>(M1Answers.Done.DONE),
            new M1Outcome.Refused<>(M1Code.PARAMETER_MISSING, "m"),
            new M1Outcome.Unexplained<>(Optional.empty(), "m"),
            new M1Outcome.TooLarge<>(),
            new M1Outcome.ContactLimit<>(new M1Code("E00001")),
            new M1Outcome.Unauthorized<>(),
            new M1Outcome.Forbidden<>(),
            new M1Outcome.Throttled<>(),
            new M1Outcome.Unavailable<>("r", Duration.ofSeconds(1)),
            new M1Outcome.Unknown<>("r"))) {
      answer = outcome;
      assertThat((Object) send(new AccountId("a" + calls.get()), WRITE)).isSameAs(outcome);
    }
  }

  @Test
  void shouldStopCallingAfterFailuresAndSayThatNothingWasSent() throws Exception {
    answer = new M1Outcome.Unknown<>("time-out");
    for (int i = 0; i < 4; i++) {
      send(SICK, WRITE);
    }

    assertThat((Object) send(SICK, WRITE))
        .isEqualTo(new M1Outcome.Unavailable<>("circuit open", Duration.ofMinutes(10)));
    assertThat(calls).hasValue(4);
  }

  @Test
  void shouldKeepAccountsAndKindsApart() throws Exception {
    answer = new M1Outcome.Unavailable<>("down", Duration.ofSeconds(1));
    for (int i = 0; i < 4; i++) {
      send(SICK, WRITE);
    }
    answer = new M1Outcome.Accepted<>(M1Answers.Done.DONE);

    assertThat((Object) send(WELL, WRITE)).isSameAs(answer);
    answer = new M1Outcome.Accepted<>(List.of());
    assertThat((Object) send(SICK, READ)).isSameAs(answer);
    assertThat((Object) send(SICK, WRITE)).isInstanceOf(M1Outcome.Unavailable.class);
  }

  @Test
  void shouldNotCountAnswersAgainstM1() throws Exception {
    for (M1Outcome<?> no :
        List.of(
            new M1Outcome.Refused<>(M1Code.PARAMETER_MISSING, ""),
            new M1Outcome.Unexplained<>(Optional.empty(), ""),
            new M1Outcome.Throttled<>(),
            new M1Outcome.Unauthorized<>(),
            new M1Outcome.Forbidden<>())) {
      answer = no;
      for (int i = 0; i < 5; i++) {
        assertThat((Object) send(SICK, WRITE)).isSameAs(no);
      }
    }
  }

  @Test
  void shouldTakeE10001ForAnAnswerToAReadAndForAFailureOfAWrite() throws Exception {
    answer = new M1Outcome.Unavailable<>(M1Outcome.Unavailable.SERVER_ERROR, Duration.ofSeconds(5));
    for (int i = 0; i < 9; i++) {
      assertThat((Object) send(SICK, READ)).isSameAs(answer);
      send(SICK, WRITE);
    }

    assertThat(calls).hasValue(9 + 4);
  }

  @Test
  void shouldEndACallWhoseInnerPortNeverEnds() throws Exception {
    M1Port silent =
        new GuardedM1Port(
            new M1Port() {
              @Override
              public <T> CompletionStage<M1Outcome<T>> send(
                  AccountId account, AccessToken token, M1Call<T> call) {
                return new CompletableFuture<>();
              }
            },
            new GuardedM1Port.GuardSettings(Duration.ofMillis(50), 4, 0.5, Duration.ofMinutes(1)));

    assertThat(silent.send(SICK, TOKEN, WRITE).toCompletableFuture().get(10, TimeUnit.SECONDS))
        .isEqualTo(new M1Outcome.Unknown<>("time-out"));
    assertThat(silent.send(SICK, TOKEN, READ).toCompletableFuture().get(10, TimeUnit.SECONDS))
        .as("a read can be asked again")
        .isInstanceOf(M1Outcome.Unavailable.class);
  }

  @Test
  void shouldLetABugThrough() {
    M1Port broken =
        new GuardedM1Port(
            new M1Port() {
              @Override
              public <T> CompletionStage<M1Outcome<T>> send(
                  AccountId account, AccessToken token, M1Call<T> call) {
                return CompletableFuture.failedFuture(new IllegalArgumentException("bug"));
              }
            },
            new GuardedM1Port.GuardSettings(Duration.ofSeconds(5), 4, 0.5, Duration.ofMinutes(1)));

    assertThatThrownBy(() -> broken.send(SICK, TOKEN, WRITE).toCompletableFuture().get())
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(IllegalArgumentException.class);
  }

  private <T> M1Outcome<T> send(AccountId account, M1Call<T> call) throws Exception {
    return port.send(account, TOKEN, call).toCompletableFuture().get(10, TimeUnit.SECONDS);
  }
}
