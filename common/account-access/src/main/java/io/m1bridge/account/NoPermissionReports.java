package io.m1bridge.account;

import io.m1bridge.m1.AccountId;
import java.time.Duration;
import java.util.Set;
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

  private final TokenServiceApi api;
  private final ScheduledExecutorService executor;
  private final Set<Report> underWay = ConcurrentHashMap.newKeySet();

  private record Report(AccountId account, String fingerprint) {}

  NoPermissionReports(TokenServiceApi api, ScheduledExecutorService executor) {
    this.api = api;
    this.executor = executor;
  }

  /** Reports it, unless the same report is under way. */
  void report(AccountId account, String fingerprint) {
    Report report = new Report(account, fingerprint);
    if (underWay.add(report)) {
      send(report, 0);
    }
  }

  private void send(Report report, int failures) {
    api.noPermission(report.account(), report.fingerprint())
        .whenComplete(
            (arrived, bug) -> {
              if (bug == null && arrived) {
                underWay.remove(report);
              } else {
                again(report, failures + 1);
              }
            });
  }

  private void again(Report report, int failures) {
    long pause = Math.min(LONGEST_PAUSE.toSeconds(), 1L << Math.min(failures - 1, 10));
    try {
      executor.schedule(() -> send(report, failures), pause, TimeUnit.SECONDS);
    } catch (RejectedExecutionException stopped) {
      underWay.remove(report);
    }
  }
}
