package io.m1bridge.contactsync.delete;

import io.m1bridge.account.Token;
import io.m1bridge.contactsync.call.CallEnd;
import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.plan.Lane;
import io.m1bridge.contactsync.task.Workbench;
import io.m1bridge.m1.AccessToken;
import io.m1bridge.m1.M1Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Delete jobs on a bench: each step when a test says so, and completed at once. */
final class JobBench {

  Workbench bench;

  JobBench(Map<String, String> settings) {
    this.bench = new Workbench(settings);
  }

  /** Another owner goes on. */
  void restart() {
    bench = bench.restarted();
  }

  /** So many contacts are in M1, and the CRM deletes the first of them. */
  Workbench toDelete(int synced, int deleted) {
    bench.synced(synced);
    for (int i = 0; i < deleted; i++) {
      bench.delete("k" + i);
    }
    return bench;
  }

  boolean start() {
    List<ContactKey> keys = bench.queue.scan(Workbench.ACCOUNT, Lane.DELETE, 1_000);
    boolean started = bench.deletes.start(bench.account, keys, bench.permit());
    bench.commit();
    return started;
  }

  void step() {
    bench.deletes.step(bench.account, bench.permit());
    bench.commit();
  }

  boolean isReady() {
    return bench.deletes.isReady(bench.account, bench.clock.instant());
  }

  boolean mayStart() {
    return bench.deletes.mayStart(bench.account, bench.clock.instant());
  }

  boolean bisects() {
    return bench.deletes.bisects(bench.account, bench.clock.instant());
  }

  void toTheEnd() {
    for (int i = 0; isReady() && i < 100; i++) {
      step();
    }
  }

  void release() {
    bench.clock.advance(Workbench.IN_DOUBT_FOR);
    bench.expired().forEach(bench.deletes::expired);
  }

  void othersPass() {
    Token token = new Token(new AccessToken("t"), "print", Instant.MAX, 1);
    bench.account.dispatched();
    bench.account.completed(
        new CallEnd.Made(new M1Outcome.Accepted<>(""), token), bench.clock.instant());
  }
}
