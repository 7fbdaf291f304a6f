package io.m1bridge.edm.session;

import io.m1bridge.contracts.RowFingerprint;
import io.m1bridge.edm.engagement.RowCore;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToIntFunction;

/** A ledger in memory. */
public final class MemoryLedger implements RowLedger {

  private final Map<RowFingerprint, Integer> counts = new HashMap<>();
  private final Map<RowCore, Integer> cores = new HashMap<>();

  @Override
  public int published(RowCore core) {
    return cores.getOrDefault(core, 0);
  }

  @Override
  public void put(RowCore core, int count) {
    cores.put(core, count);
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
}
