package io.m1bridge.account;

import io.m1bridge.account.TokenServiceApi.NoPermission;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.Backoff;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Brings reports of E10102 to token-service, again and again until one arrives: their makers ask M1
 * nothing more, so nothing else would remind of it.
 */
final class NoPermissionReports {

  static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(1), LONGEST_PAUSE);

  private final TokenServiceApi api;
  private final ScheduledExecutorService executor;
  private final Map<Report, CompletableFuture<Boolean>> underWay = new ConcurrentHashMap<>();

  private record Report(AccountId account, String fingerprint) {}

  NoPermissionReports(TokenServiceApi api, ScheduledExecutorService executor) {
    this.api = api;
    this.executor = executor;
  }

  /**
   * Reports it, unless the same report is under way.
   *
   * @return completes, when the report arrived, with whether it was taken; never at a stop
   */
  CompletionStage<Boolean> report(AccountId account, String fingerprint) {
    Report report = new Report(account, fingerprint);
    CompletableFuture<Boolean> mine = new CompletableFuture<>();
    CompletableFuture<Boolean> other = underWay.putIfAbsent(report, mine);
    if (other != null) {
      return other;
    }
    send(report, mine, 0);
    return mine;
  }

  private void send(Report report, CompletableFuture<Boolean> arrival, int failures) {
    api.noPermission(report.account(), report.fingerprint())
        .whenComplete(
            (end, bug) -> {
              if (bug != null || end == NoPermission.NOT_ARRIVED) {
                again(report, arrival, failures + 1);
              } else {
                underWay.remove(report);
                arrival.complete(end == NoPermission.TAKEN);
              }
            });
  }

  private void again(Report report, CompletableFuture<Boolean> arrival, int failures) {
    long pause = BACKOFF.after(failures).toMillis();
    try {
      executor.schedule(() -> send(report, arrival, failures), pause, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException stopped) {
      underWay.remove(report);
    }
  }
}
