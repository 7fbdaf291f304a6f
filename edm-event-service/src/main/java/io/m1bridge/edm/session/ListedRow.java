package io.m1bridge.edm.session;

import io.m1bridge.contracts.RowFingerprint;
import io.m1bridge.m1.M1Answers.DamagedRow;
import io.m1bridge.m1.M1Answers.EngagementRow;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of M1's list. A damaged one counts like any other: M1's total counts it too. */
public sealed interface ListedRow {

  /** What makes rows equal. */
  RowFingerprint fingerprint();

  /** Its {@code eventdate}; null if that cannot be read. Equal rows have equal ones. */
  @Nullable Instant at();

  /** A row that can be read. */
  record Readable(EngagementRow row, RowFingerprint fingerprint, @Nullable Instant at)
      implements ListedRow {}

  /** A row that cannot. */
  record Damaged(DamagedRow row, RowFingerprint fingerprint) implements ListedRow {
    @Override
    public @Nullable Instant at() {
      return null;
    }
  }
}
