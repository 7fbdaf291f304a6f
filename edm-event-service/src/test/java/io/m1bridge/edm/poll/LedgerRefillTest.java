package io.m1bridge.edm.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contracts.AccountDescriptor;
import io.m1bridge.contracts.RowFingerprint;
import io.m1bridge.edm.engagement.RowCore;
import io.m1bridge.edm.session.RowLedger;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A refill of very many dead letters. */
class LedgerRefillTest {

  private static final int LETTERS = 400_000;

  /** A fifth of what the ids of so many letters take. */
  private static final long MOST_BYTES = 10_000_000;

  private static final AccountDescriptor DEMO =
      new AccountDescriptor(
          "demo", "", 0, AccountDescriptor.State.AUTHORIZED, 1, null, Instant.EPOCH);

  /** A ledger that takes no memory: rows come in the order of their fingerprints. */
  private static final class Ledger implements CampaignLedger {
    private long taken;

    @Override
    public int published(RowFingerprint row) {
      return row.low() < taken ? 1 : 0;
    }

    @Override
    public void put(RowFingerprint row, int count) {
      taken = row.low() + 1;
    }

    @Override
    public int published(RowCore core) {
      return 0;
    }

    @Override
    public void put(RowCore core, int count) {}

    @Override
    public void lowerCores(ToIntFunction<RowCore> listed) {}

    @Override
    public @Nullable PutAway putAway() {
      return null;
    }

    @Override
    public void keep(@Nullable PutAway putAway) {}

    @Override
    public RowSum removeSome() {
      return RowSum.NONE;
    }
  }

  /** On disk, as far as the heap can tell. */
  private static final class Disk extends MemoryPollStore {
    private final Ledger ledger = new Ledger();
    private final RowLedger noneReplayed = new MemoryCampaignLedger();

    @Override
    public CampaignLedger ledger(AccountDescriptor account, long campaign) {
      return ledger;
    }

    @Override
    public RowLedger replayedLetters(AccountDescriptor account) {
      return noneReplayed;
    }
  }

  private static long heap() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  @Test
  void shouldCountMillionsOfLettersWithoutKeepingThem() {
    Disk store = new Disk();
    LedgerRefill refill = new LedgerRefill(store, Map.of("demo", DEMO));
    assertThat(refill.cleared()).isTrue();
    long before = heap();

    for (int i = 0; i < LETTERS; i++) {
      refill.take(
          new LedgerRefill.Published("demo", 7L, new RowFingerprint(0, i), 1, null, null, null));
    }

    assertThat(heap() - before).isLessThan(MOST_BYTES);
    refill.finish();
    Counts counts = Objects.requireNonNull(store.refilled.get(7L));
    assertThat(counts.deadLetters()).isEqualTo(LETTERS);
    assertThat(counts.accounted()).isEqualTo(LETTERS);
  }
}
