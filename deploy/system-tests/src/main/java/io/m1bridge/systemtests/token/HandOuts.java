package io.m1bridge.systemtests.token;

import io.m1bridge.systemtests.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Asks every replica for a token all the time, as callers do: those that are up must never fail.
 */
final class HandOuts implements AutoCloseable {

  private static final long EVERY_MILLIS = 50;

  private final String account;
  private final Trial trial;
  private final List<String> failures = new ArrayList<>();
  private final List<Thread> threads;
  private volatile boolean stopped;
  private int asked;

  HandOuts(Trial trial, String account) {
    this.trial = trial;
    this.account = account;
    this.threads =
        trial.cluster().replicas().stream()
            .map(replica -> new Thread(() -> ask(replica), "hand-outs"))
            .toList();
    threads.forEach(
        thread -> {
          thread.setDaemon(true);
          thread.start();
        });
  }

  private void ask(Replica replica) {
    long up = 0;
    try {
      while (!stopped) {
        long pid = replica.process().pid();
        if (trial.isLeftAlone(replica) || !replica.process().isAlive()) {
          up = 0;
        } else if (up != pid) {
          up = replica.isReady() ? pid : 0;
        } else {
          Http.Reply reply = replica.token(account);
          count();
          if (reply.status() != Http.OK) {
            failed(replica, pid, reply);
          }
        }
        TimeUnit.MILLISECONDS.sleep(EVERY_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void count() {
    asked++;
  }

  /** A replica that was just dying is none that failed. */
  private void failed(Replica replica, long pid, Http.Reply reply) throws InterruptedException {
    boolean dies =
        Await.holds(
            Duration.ofSeconds(1),
            () ->
                trial.isLeftAlone(replica)
                    || !replica.process().isAlive()
                    || replica.process().pid() != pid);
    if (!dies) {
      synchronized (this) {
        failures.add(replica.process().name() + " answered " + reply.status() + " " + reply.body());
      }
    }
  }

  synchronized int asked() {
    return asked;
  }

  /** How often which replica failed. */
  synchronized Map<String, Integer> failures() {
    Map<String, Integer> counts = new HashMap<>();
    failures.forEach(failure -> counts.merge(failure, 1, Integer::sum));
    return counts;
  }

  @Override
  public void close() throws InterruptedException {
    stopped = true;
    for (Thread thread : threads) {
      thread.join(6_000);
    }
  }
}
