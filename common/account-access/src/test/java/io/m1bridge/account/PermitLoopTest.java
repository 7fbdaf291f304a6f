package io.m1bridge.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.account.TokenServiceApi.PermitsOutcome;
import io.m1bridge.contracts.token.PermitsAnswer;
import io.m1bridge.contracts.token.PermitsRequest;
import io.m1bridge.m1.AccountId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class PermitLoopTest {

  private final HandExecutor executor = new HandExecutor();
  private final PermitPool pool = new PermitPool("me", executor::nanoTime);
  private final FakeApi api = new FakeApi();
  private final PermitLoop loop =
      new PermitLoop(pool, api, executor, executor::nanoTime, new Random(1));

  @Test
  void shouldSendOneRequestPerSecondForAllAccounts() {
    loop.start();
    for (int tick = 0; tick < 100; tick++) {
      for (int account = 0; account < 1_000; account++) {
        pool.tryAcquire(new AccountId("a" + account), Permit.Purpose.REGULAR, 20);
        loop.wake();
      }
      advance(Duration.ofMillis(100));
    }
    assertThat(api.requests).hasSizeBetween(9, 11);
    assertThat(api.requests).allSatisfy(r -> assertThat(r.demands()).hasSize(1_000));
  }

  @Test
  void shouldBeSilentWhenNothingIsWanted() {
    loop.start();
    advance(Duration.ofMinutes(10));
    assertThat(api.requests).isEmpty();
  }

  @Test
  void shouldNotSendASecondRequestBeforeTheFirstIsOver() {
    CompletableFuture<PermitsOutcome> slow = new CompletableFuture<>();
    api.answer = () -> slow;
    demandFor(Duration.ofSeconds(20));
    assertThat(api.requests).hasSize(1);
    api.answer = FakeApi::nothing;
    slow.complete(new PermitsOutcome.Away("late"));
    demandFor(Duration.ofSeconds(5));
    assertThat(api.requests).hasSizeGreaterThan(1);
  }

  @Test
  void shouldBackOffWhileTokenServiceIsAwayAndComeBack() {
    api.answer = () -> CompletableFuture.completedFuture(new PermitsOutcome.Away("away"));
    demandFor(Duration.ofMinutes(2));
    int away = api.requests.size();
    assertThat(away).as("4 to 8 s apart in the end").isBetween(15, 35);
    api.answer = FakeApi::nothing;
    demandFor(PermitLoop.LONGEST_PAUSE);
    int back = api.requests.size();
    demandFor(Duration.ofSeconds(20));
    assertThat(api.requests.size() - back).as("once a second again").isBetween(19, 21);
  }

  @Test
  void shouldSurviveABugInARequestAndInAnAnswer() {
    api.answer =
        () -> {
          throw new IllegalArgumentException("a bug");
        };
    demandFor(Duration.ofSeconds(30));
    api.answer =
        () ->
            CompletableFuture.completedFuture(
                new PermitsOutcome.Answered(
                    new PermitsAnswer(
                        List.of(new PermitsAnswer.Lease("l", "NOT AN ACCOUNT", 1, 30_000, null)),
                        List.of())));
    demandFor(Duration.ofSeconds(30));
    int before = api.requests.size();
    api.answer = FakeApi::nothing;
    demandFor(Duration.ofSeconds(30));
    assertThat(api.requests.size()).isGreaterThan(before + 20);
  }

  @Test
  void shouldRepeatAReportOfNoPermissionUntilItArrives() {
    NoPermissionReports reports = new NoPermissionReports(api, executor);
    reports.report(new AccountId("demo"), "f");
    reports.report(new AccountId("demo"), "f");
    assertThat(api.reports).isEqualTo(1);
    advance(Duration.ofMinutes(10));
    assertThat(api.reports).as("1, 2, 4, …, 60 s apart").isBetween(12, 17);
    api.arrives = true;
    advance(NoPermissionReports.LONGEST_PAUSE);
    int arrived = api.reports;
    advance(Duration.ofMinutes(10));
    assertThat(api.reports).isEqualTo(arrived);
    reports.report(new AccountId("demo"), "f");
    assertThat(api.reports).as("after a resume it is news").isEqualTo(arrived + 1);
  }

  private void demandFor(Duration time) {
    for (long ms = 0; ms < time.toMillis(); ms += 100) {
      pool.tryAcquire(new AccountId("demo"), Permit.Purpose.REGULAR, 1);
      loop.wake();
      advance(Duration.ofMillis(100));
    }
  }

  private void advance(Duration by) {
    executor.advance(by.toNanos());
  }

  private static final class FakeApi implements TokenServiceApi {
    private final List<PermitsRequest> requests = new ArrayList<>();
    private Supplier<CompletionStage<PermitsOutcome>> answer = FakeApi::nothing;
    private int reports;
    private boolean arrives;

    static CompletionStage<PermitsOutcome> nothing() {
      return CompletableFuture.completedFuture(
          new PermitsOutcome.Answered(new PermitsAnswer(List.of(), List.of())));
    }

    @Override
    public CompletionStage<PermitsOutcome> permits(PermitsRequest request) {
      requests.add(request);
      return answer.get();
    }

    @Override
    public CompletionStage<TokenOutcome> token(AccountId account) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Boolean> invalidate(AccountId account, String fingerprint) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<NoPermission> noPermission(AccountId account, String fingerprint) {
      reports++;
      return CompletableFuture.completedFuture(
          arrives ? NoPermission.TAKEN : NoPermission.NOT_ARRIVED);
    }
  }
}
