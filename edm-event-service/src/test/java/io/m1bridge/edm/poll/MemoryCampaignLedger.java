package io.m1bridge.edm.poll;

import io.m1bridge.contracts.RowFingerprint;
import io.m1bridge.edm.engagement.RowCore;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** A ledger in memory, of which a few rows at a time can be put away. */
final class MemoryCampaignLedger implements CampaignLedger {

  private static final int REMOVED_AT_ONCE = 3;

  private final Map<RowFingerprint, Integer> counts = new HashMap<>();
  private final Map<RowCore, Integer> cores = new HashMap<>();
  private @Nullable PutAway putAway;

  @Override
  public int published(RowCore core) {
    return cores.getOrDefault(core, 0);
  }

  @Override
  public void put(RowCore core, int count) {
    cores.put(core, count);
  }

  /** As a version left it that did not keep cores. */
  void forgetCores() {
    cores.clear();
  }

  @Override
  public void lowerCores(ToIntFunction<RowCore> listed) {
    cores.replaceAll((core, count) -> Math.min(count, listed.applyAsInt(core)));
  }

  @Override
  public int published(RowFingerprint fingerprint) {
    return counts.getOrDefault(fingerprint, 0);
  }

  @Override
  public void put(RowFingerprint fingerprint, int count) {
    counts.put(fingerprint, count);
  }

  int size() {
    return counts.size();
  }

  @Override
  public @Nullable PutAway putAway() {
    return putAway;
  }

  @Override
  public void keep(@Nullable PutAway other) {
    putAway = other;
  }

  @Override
  public RowSum removeSome() {
    RowSum removed = RowSum.NONE;
    cores.clear();
    Iterator<Map.Entry<RowFingerprint, Integer>> rows = counts.entrySet().iterator();
    for (int i = 0; i < REMOVED_AT_ONCE && rows.hasNext(); i++) {
      Map.Entry<RowFingerprint, Integer> row = rows.next();
      removed = removed.plus(row.getKey(), row.getValue());
      rows.remove();
    }
    return removed;
  }
}
