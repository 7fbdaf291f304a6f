package io.m1bridge.contactsync.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.contact.Progress.Parked;
import io.m1bridge.contactsync.contact.Progress.Queued;
import io.m1bridge.contactsync.plan.Lane;
import io.m1bridge.contactsync.task.Workbench;
import io.m1bridge.contracts.SyncResult.Outcome;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Contacts that wait for each other's addresses: one lets go, and only where it has to. */
class AddressCirclesTest {

  private final Workbench bench = new Workbench();

  private int depth(Lane lane) {
    return bench.queue.depth(Workbench.ACCOUNT, lane);
  }

  /** Makes every call that there is; adds come first. */
  private void settle() {
    for (int i = 0; i < 200; i++) {
      if (depth(Lane.ADD) > 0) {
        bench.send(Lane.ADD);
      } else if (bench.deletes.isReady(bench.account, bench.clock.instant())) {
        bench.deletes.step(bench.account, bench.permit());
        bench.commit();
      } else if (depth(Lane.DELETE) > 0) {
        bench.deletes.start(
            bench.account, bench.queue.scan(Workbench.ACCOUNT, Lane.DELETE, 9), bench.permit());
        bench.commit();
      }
    }
  }

  private String standsUnder(String name) {
    return bench.contact(name).synced().email();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 7, 100})
  void shouldLetOnlyTheOneThatClosesACircleGo(int size) {
    bench.synced(size);
    for (int i = 0; i < size; i++) {
      bench.upsert("k" + i, "p" + (i + 1) % size + "@x.cn");
    }
    int last = size - 1;
    assertThat(depth(Lane.DELETE)).isEqualTo(1);
    assertThat(bench.contact("k" + last).stale()).hasSize(1);
    assertThat(bench.contact("k" + last).progress()).isInstanceOf(Queued.class);
    IntStream.range(0, last)
        .forEach(i -> assertThat(bench.contact("k" + i).progress()).isInstanceOf(Parked.class));
  }

  @Test
  void shouldTurnACircleUntilEachHasWhatItWants() {
    bench.synced(3);
    bench.upsert("k0", "p1@x.cn");
    bench.upsert("k1", "p2@x.cn");
    bench.upsert("k2", "p0@x.cn");
    settle();

    assertThat(List.of(standsUnder("k0"), standsUnder("k1"), standsUnder("k2")))
        .containsExactly("p1@x.cn", "p2@x.cn", "p0@x.cn");
    assertThat(bench.m1.store().contacts()).hasSize(3);
    assertThat(bench.ends().values()).hasSize(6).containsOnly(Outcome.APPLIED);
    assertThat(bench.contacts.counts(Workbench.ACCOUNT).parked()).isZero();
  }

  @Test
  void shouldNotGiveUpAnAddressWhereAChainEnds() {
    bench.synced(2);
    bench.upsert("k0", "p1@x.cn");
    bench.upsert("k1", "new@x.cn");

    assertThat(depth(Lane.DELETE)).as("added first").isZero();
    assertThat(bench.contact("k0").progress()).isInstanceOf(Parked.class);
    settle();
    assertThat(List.of(standsUnder("k0"), standsUnder("k1")))
        .containsExactly("p1@x.cn", "new@x.cn");
  }

  @Test
  void shouldNotTakeAWaiterOutsideOfACircleForAPartOfIt() {
    bench.synced(3);
    bench.upsert("k0", "p1@x.cn");
    bench.upsert("k1", "p0@x.cn");
    bench.upsert("k2", "p1@x.cn");

    assertThat(bench.contact("k2").progress()).isInstanceOf(Parked.class);
    assertThat(bench.contact("k2").stale()).isEmpty();
    settle();
    assertThat(List.of(standsUnder("k0"), standsUnder("k1"), standsUnder("k2")))
        .as("k0 came first, k2 waits on")
        .containsExactly("p1@x.cn", "p0@x.cn", "p2@x.cn");
  }

  @Test
  void shouldTellOfAWaiterOnce() {
    bench.synced(2);
    String waits = bench.upsert("k0", "p1@x.cn");
    bench.upsert("k1", "p1@x.cn");

    assertThat(bench.results())
        .filteredOn(result -> result.outcome() == Outcome.PARKED)
        .extracting(result -> result.eventId())
        .containsExactly(waits);
    assertThat(bench.contacts.counts(Workbench.ACCOUNT).parked()).isEqualTo(1);
  }
}
