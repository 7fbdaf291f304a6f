package io.m1bridge.edm.session;

import io.m1bridge.contracts.RowFingerprint;
import io.m1bridge.edm.engagement.RowCore;
import io.m1bridge.m1.M1Answers.DamagedRow;
import io.m1bridge.m1.M1Answers.EngagementRow;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of M1's list. A damaged one counts like any other: M1's total counts it too. */
public sealed interface ListedRow {

  RowKey key();

  /** What makes rows equal. */
  default RowFingerprint fingerprint() {
    return key().fingerprint();
  }

  /** Its {@code eventdate}; null if that cannot be read. Rows that are alike have equal ones. */
  @Nullable Instant at();

  /** A row that can be read. */
  record Readable(EngagementRow row, RowKey key, @Nullable Instant at) implements ListedRow {

    Readable(EngagementRow row, RowFingerprint fingerprint, @Nullable Instant at) {
      this(row, new RowKey(fingerprint, RowCore.of(row, fingerprint)), at);
    }
  }

  /** A row that cannot. */
  record Damaged(DamagedRow row, RowKey key) implements ListedRow {

    Damaged(DamagedRow row, RowFingerprint fingerprint) {
      this(row, new RowKey(fingerprint, RowCore.of(fingerprint)));
    }

    @Override
    public @Nullable Instant at() {
      return null;
    }
  }
}
