package io.m1bridge.contactsync.account;

import io.m1bridge.contactsync.call.Intent;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What M1 made of an account's writes: adds, edits and marks, which are adds; and deletes, which
 * are looked at by themselves. A read that passes says nothing of them.
 *
 * <p>In memory: after a restart nothing has passed yet, so that nobody is blamed for that.
 *
 * <p>Why: {@code docs/rationale.md#only-a-write-that-passes-blames-another}.
 */
public final class Writes {

  /** So long is tried what M1 says no to and not why, where nothing else passes either. */
  public static final Duration PATIENCE = Duration.ofDays(3);

  /** M1 answers others at least this often: else it is not there at all. */
  public static final Duration READS_PASS = Duration.ofHours(1);

  private final Row contacts = new Row();
  private final Row deletes = new Row();

  /** One kind of writes. */
  private static final class Row {
    private Instant acceptedAt = Instant.EPOCH;
    private @Nullable Instant refusedSince;
    private @Nullable Trouble trouble;
    private int refused;

    void over() {
      refusedSince = null;
      trouble = null;
      refused = 0;
    }
  }

  private Row row(Intent.Kind kind) {
    return kind == Intent.Kind.DELETE ? deletes : contacts;
  }

  /** Whether M1 accepted such a write after this time. */
  public boolean acceptedSince(Intent.Kind kind, Instant time) {
    return row(kind).acceptedAt.isAfter(time);
  }

  /** How many such writes in a row M1 said no to and not why. */
  public int refusedInARow(Intent.Kind kind) {
    return row(kind).refused;
  }

  /** Whether M1 said so to the last add, edit or mark. */
  public boolean isRefusing() {
    return contacts.refused > 0;
  }

  /** Whether it has said so to all of them, and for so long that it is no outage. */
  public boolean isHopeless(Intent.Kind kind, Instant now) {
    Instant since = row(kind).refusedSince;
    return since != null && !now.isBefore(since.plus(PATIENCE));
  }

  /** What is wrong with them; null if nothing is. */
  @Nullable Trouble trouble() {
    return contacts.trouble == null ? deletes.trouble : contacts.trouble;
  }

  /** M1 said no and not why. */
  void refused(Intent.Kind kind, Trouble why, Instant now) {
    Row row = row(kind);
    row.refused++;
    row.trouble = why;
    if (row.refusedSince == null) {
      row.refusedSince = now;
    }
  }

  /** Nobody could read the answer to one, which by now can no longer land. */
  public void unanswered(Intent.Kind kind, Instant now) {
    refused(kind, Trouble.UNREADABLE, now);
  }

  /** M1 understood a write. */
  void answered(Intent.Kind kind, boolean accepted, Instant now) {
    row(kind).over();
    if (accepted) {
      row(kind).acceptedAt = now;
    }
  }

  /** The last ones were refused for what they carried, not for the account. */
  void blamed(Intent.Kind kind) {
    row(kind).over();
  }
}
