package io.m1bridge.contactsync.write;

import io.m1bridge.account.Token;
import io.m1bridge.contactsync.call.CallEnd;
import io.m1bridge.contactsync.call.Intent;
import io.m1bridge.contactsync.contact.Aside;
import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.plan.Lane;
import io.m1bridge.contactsync.store.ContactQueue.Place;
import io.m1bridge.contactsync.task.Workbench;
import io.m1bridge.m1.AccessToken;
import io.m1bridge.m1.M1Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Puts contacts on calls, and ends those as a test likes: M1 is never asked. */
final class Dispatches {

  private static final Token TOKEN = new Token(new AccessToken("t"), "print", Instant.MAX, 1);

  private final Workbench bench;

  Dispatches(Workbench bench) {
    this.bench = bench;
  }

  /** The CRM has so many new contacts. */
  void upsert(int contacts) {
    bench.upsertAll("k", contacts);
  }

  /** Puts these contacts on a call that is on record and not made. */
  Intent dispatch(List<ContactKey> keys) {
    Lane lane = Lane.of(bench.contacts.work(bench.contacts.get(keys.get(0)))).orElseThrow();
    bench.writes.send(
        bench.account, keys, lane, bench.permit(), new ContactCalls.How(false, false));
    return intent(lane == Lane.ADD ? Intent.Kind.ADD : Intent.Kind.EDIT, keys);
  }

  /** The same of all that are to be added. */
  Intent dispatch() {
    return dispatch(bench.queue.scan(Workbench.ACCOUNT, Lane.ADD, 1_000));
  }

  private Intent intent(Intent.Kind kind, List<ContactKey> keys) {
    String call = bench.contacts.get(keys.get(0)).heldBy();
    return new Intent(
        call,
        Workbench.ACCOUNT,
        kind,
        keys.stream().map(ContactKey::key).toList(),
        null,
        bench.clock.instant());
  }

  /** The call was made. */
  void made(Intent intent, M1Outcome<?> outcome) {
    bench.completion.completed(bench.account, intent, new CallEnd.Made(outcome, TOKEN));
  }

  /** M1 did it. */
  void accept(Intent intent) {
    made(intent, new M1Outcome.Accepted<>("done"));
  }

  /** Some other write passes now. */
  void othersPass() {
    bench.account.dispatched();
    bench.account.wrote(
        Intent.Kind.EDIT,
        new CallEnd.Made(new M1Outcome.Accepted<>("done"), TOKEN),
        bench.clock.instant());
    bench.clock.advance(Duration.ofSeconds(1));
  }

  /** Puts on a call what is to go next: those in the lane, else those that wait beside it. */
  Intent dispatchNext() {
    List<ContactKey> lane = bench.queue.scan(Workbench.ACCOUNT, Lane.ADD, 1_000);
    return dispatch(
        lane.isEmpty()
            ? bench.queue.scan(
                Workbench.ACCOUNT,
                bench.queue.smallest(Workbench.ACCOUNT, Aside.Kind.BISECT).orElseThrow(),
                1_000)
            : lane);
  }

  /** The parts of refused batches. */
  List<List<String>> parts() {
    List<List<String>> parts = new ArrayList<>();
    for (Aside.Kind kind : List.of(Aside.Kind.BISECT, Aside.Kind.BISECT_REST)) {
      for (Place place : bench.queue.places(Workbench.ACCOUNT, kind)) {
        parts.add(
            bench.queue.scan(Workbench.ACCOUNT, place, 99).stream().map(ContactKey::key).toList());
      }
    }
    return parts;
  }
}
