package io.m1bridge.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contracts.token.PermitsAnswer;
import io.m1bridge.contracts.token.PermitsRequest.Purpose;
import io.m1bridge.m1.AccessToken;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Outcome;
import io.m1bridge.m1.M1Port;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class PermittedM1Test {

  private static final AccountId DEMO = new AccountId("demo");
  private static final Token TOKEN = new Token(new AccessToken("t"), "f", Instant.MAX, 1);

  private final PermitPool pool = new PermitPool("me", () -> 0L);
  private final AnsweringM1 answering = new AnsweringM1();
  private final PermittedM1 m1 = new PermittedM1(answering);

  @Test
  void shouldTakeNoPermitForACallThatAnOpenCircuitKeptBack() {
    pool.accept(
        new PermitsAnswer(
            List.of(new PermitsAnswer.Lease("l1", "demo", 1, 30_000, Purpose.REGULAR)), List.of()),
        0);
    answering.circuitOpen = true;
    for (int i = 0; i < 5; i++) {
      assertThat(send()).as("the same permit again").isPresent();
    }

    answering.circuitOpen = false;
    assertThat(send()).isPresent();
    assertThat(send()).as("now it is spent").isEmpty();
  }

  @Test
  void shouldGiveAPermitBackOnceAndOnlyIfItWasBegun() {
    pool.accept(
        new PermitsAnswer(
            List.of(new PermitsAnswer.Lease("l1", "demo", 1, 30_000, Purpose.REGULAR)), List.of()),
        0);
    Permit permit = pool.tryAcquire(DEMO, Permit.Purpose.REGULAR, 1).orElseThrow();
    permit.notMade();
    assertThat(pool.tryAcquire(DEMO, Permit.Purpose.REGULAR, 1)).isEmpty();

    pool.giveBack(permit);
    permit.notMade();

    assertThat(pool.tryAcquire(DEMO, Permit.Purpose.REGULAR, 1)).isPresent();
    assertThat(pool.tryAcquire(DEMO, Permit.Purpose.REGULAR, 1)).isEmpty();
  }

  private Optional<Permit> send() {
    Optional<Permit> permit = pool.tryAcquire(DEMO, Permit.Purpose.REGULAR, 1);
    permit.ifPresent(
        taken ->
            assertThat(m1.send(taken, TOKEN, new M1Call.ListTags(1, 1, Optional.empty())))
                .isPresent());
    return permit;
  }

  private static final class AnsweringM1 implements M1Port {
    private boolean circuitOpen;

    @Override
    public <T> CompletionStage<M1Outcome<T>> send(
        AccountId account, AccessToken token, M1Call<T> call) {
      return CompletableFuture.completedFuture(
          circuitOpen
              ? new M1Outcome.Unavailable<>(
                  M1Outcome.Unavailable.CIRCUIT_OPEN, Duration.ofSeconds(10))
              : new M1Outcome.Unavailable<>(
                  M1Outcome.Unavailable.SERVER_ERROR, Duration.ofSeconds(5)));
    }
  }
}
