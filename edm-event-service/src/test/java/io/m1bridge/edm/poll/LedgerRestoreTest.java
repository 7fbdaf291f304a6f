package io.m1bridge.edm.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contracts.CampaignDescriptor;
import io.m1bridge.contracts.RowFingerprint;
import io.m1bridge.edm.engagement.RowCore;
import io.m1bridge.edm.poll.PutAway.Stage;
import java.time.Instant;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Two ledgers of one campaign, each of which read once how its rows are. */
class LedgerRestoreTest {

  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final PutAway AWAY =
      new PutAway(RowSum.NONE.plus(new RowFingerprint(1, 2), 1), Stage.DONE);

  /** As it is in the store. */
  private @Nullable PutAway stored = AWAY;

  private final MemoryCampaignLedger rows = new MemoryCampaignLedger();

  private final class Remembering implements CampaignLedger {

    private @Nullable PutAway read = stored;

    @Override
    public @Nullable PutAway putAway() {
      return read;
    }

    @Override
    public void keep(@Nullable PutAway other) {
      read = other;
      stored = other;
    }

    @Override
    public RowSum removeSome() {
      return rows.removeSome();
    }

    @Override
    public int published(RowFingerprint fingerprint) {
      return rows.published(fingerprint);
    }

    @Override
    public void put(RowFingerprint fingerprint, int count) {
      rows.put(fingerprint, count);
    }

    @Override
    public void lowerCores(ToIntFunction<RowCore> listed) {
      rows.lowerCores(listed);
    }

    @Override
    public int published(RowCore core) {
      return rows.published(core);
    }

    @Override
    public void put(RowCore core, int count) {
      rows.put(core, count);
    }
  }

  /** It would be taken for a campaign of which nothing was published, if the task died then. */
  @Test
  void shouldNotClearALedgerThatIsNotSaidToBePutAway() {
    CampaignLedger one = new Remembering();
    CampaignLedger other = new Remembering();
    one.keep(null);
    LedgerRestore restore = new LedgerRestore();
    restore.add(campaign(), other);

    restore.begin();
    assertThat(stored).isEqualTo(AWAY);
    assertThat(restore.cleared()).isTrue();
  }

  @Test
  void shouldLeaveTheLedgersOfADroppedAccountAlone() {
    LedgerRestore restore = new LedgerRestore();
    restore.add(campaign(), new Remembering());
    restore.begin();
    restore.drop("demo");

    assertThat(restore.isEmpty()).isTrue();
    restore.finish();
    assertThat(stored).as("neither back nor lost").isEqualTo(AWAY);
  }

  private static CampaignState campaign() {
    return CampaignState.discovered(
        new CampaignDescriptor("demo", 7, null, null, NOW, NOW, null, NOW), NOW);
  }
}
