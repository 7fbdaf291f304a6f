package io.m1bridge.contactsync.delete;

import io.m1bridge.contactsync.ledger.Ledger;
import io.m1bridge.contactsync.plan.Lane;
import io.m1bridge.contactsync.store.ContactQueue;
import io.m1bridge.contactsync.store.ContactStore;
import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import io.m1bridge.m1.AccountId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds an account's deletes back when so many come within an hour that something upstream is
 * probably wrong: a table emptied by accident, a filter that no longer matches. M1 cannot undo a
 * delete. A person approves or rejects.
 *
 * <p>Counted over an hour and not by what waits: deletes that come one by one are carried out as
 * fast and would never be many at once. On record, so that a restart begins no new hour.
 *
 * <p>Not thread-safe: belongs to its task.
 *
 * <p>Why: {@code docs/rationale.md#mass-deletes-are-counted-over-an-hour}.
 */
public final class DeleteGuard {

  private static final Logger LOG = LoggerFactory.getLogger(DeleteGuard.class);
  private static final Duration HOUR = Duration.ofHours(1);

  private final Ledger.Section<Window> stored;
  private final Limit limit;
  private final ContactQueue queue;
  private final ContactStore contacts;
  private final Clock clock;
  private final Map<AccountId, Window> windows = new HashMap<>();
  private final Set<AccountId> holding = new HashSet<>();

  public DeleteGuard(
      Ledger ledger, Limit limit, ContactQueue queue, ContactStore contacts, Clock clock) {
    this.stored = ledger.section("deletes", Window.class);
    this.limit = limit;
    this.queue = queue;
    this.contacts = contacts;
    this.clock = clock;
  }

  /**
   * How many contacts may be deleted within an hour without being asked for: more than both is too
   * much.
   *
   * @param count contacts, at least 0
   * @param share of the account's contacts, 0 to 1; with 1 nothing is ever held back
   */
  public record Limit(int count, double share) {
    public Limit {
      if (count < 0) {
        throw new IllegalArgumentException(
            "m1bridge.contact-sync.delete-guard.count is " + count + ": it cannot be negative");
      }
      if (!(share >= 0 && share <= 1)) {
        throw new IllegalArgumentException(
            "m1bridge.contact-sync.delete-guard.share is " + share + ": it goes from 0 to 1");
      }
    }

    /** The same for an account with so many contacts. */
    public long of(long contacts) {
      return share == 1 ? Long.MAX_VALUE : Math.max(count, (long) (share * contacts));
    }
  }

  /**
   * An hour of an account.
   *
   * @param begun contacts whose deletes have begun in it
   * @param approved up to how many may begin in it, because a person said so
   * @param rejected a person rejected those that were read until then; null if nobody did, or all
   *     have ended
   */
  record Window(
      AccountId account, Instant since, long begun, long approved, @Nullable Instant rejected) {
    Window at(Instant now) {
      boolean over = !now.isBefore(since.plus(HOUR));
      return over ? new Window(account, now, 0, Math.max(0, approved - begun), rejected) : this;
    }
  }

  /** Goes on with the hours that an earlier owner counted. */
  public void load() {
    stored.all().forEach(window -> windows.put(window.account(), window));
  }

  /** Contacts whose deletes wait for a person; 0 if nobody has to be asked. */
  public int held(AccountId account) {
    int waiting = queue.depth(account, Lane.DELETE);
    if (waiting == 0 && !holding.contains(account)) {
      return 0;
    }
    boolean holds = holdsBack(account, waiting);
    if (holds && holding.add(account)) {
      LogLine.warn(LOG)
          .with(LogKey.ACCOUNT_ID, account)
          .with(LogKey.COUNT, waiting)
          .with(LogKey.CONTACTS, contacts.counts(account).inM1())
          .with(LogKey.LIMIT, limit(account))
          .with(LogKey.SETTING, "m1bridge.contact-sync.delete-guard")
          .say(
              "Deletes wait for a person: approve or reject them by page, REST or command line, or"
                  + " raise the setting");
    } else if (!holds && holding.remove(account)) {
      LogLine.info(LOG).with(LogKey.ACCOUNT_ID, account).say("Deletes go on");
    }
    return holds ? waiting : 0;
  }

  /** Whether deletes of so many contacts would wait for a person now. */
  public boolean holdsBack(AccountId account, int deletes) {
    Window window = window(account);
    // While rejected ones end, the rest of them is soon few enough.
    boolean tooMany = window.begun() + deletes > limit(account) || window.rejected() != null;
    return deletes > 0 && tooMany;
  }

  private long limit(AccountId account) {
    Window window = window(account);
    long inM1 = contacts.counts(account).inM1();
    return Math.max(limit.of(inM1 + window.begun()), window.approved());
  }

  /** Deletes of so many contacts begin; below zero, they go back and begin another time. */
  void begun(AccountId account, long begun) {
    Window window = window(account);
    long sum = Math.max(0, window.begun() + begun);
    put(new Window(account, window.since(), sum, window.approved(), window.rejected()));
  }

  /** A person lets what waits now go: so many contacts, and not those that come after them. */
  public void approve(AccountId account) {
    Window window = window(account);
    int waiting = queue.depth(account, Lane.DELETE);
    put(new Window(account, window.since(), window.begun(), window.begun() + waiting, null));
  }

  /** A person rejects what waits now: until all of it has ended nothing is deleted. */
  public void reject(AccountId account) {
    Window window = window(account);
    put(new Window(account, window.since(), window.begun(), 0, clock.instant()));
  }

  /** The deletes that a person rejected: which end, until when they were read. */
  Map<AccountId, Instant> rejected() {
    Map<AccountId, Instant> rejected = new HashMap<>();
    windows.forEach(
        (account, window) -> {
          if (window.rejected() != null) {
            rejected.put(account, window.rejected());
          }
        });
    return rejected;
  }

  /** All rejected deletes of the account have ended. */
  void rejectionEnded(AccountId account) {
    Window window = windows.get(account);
    if (window != null) {
      put(new Window(account, window.since(), window.begun(), window.approved(), null));
    }
  }

  private Window window(AccountId account) {
    Instant now = clock.instant();
    Window known = windows.get(account);
    return known == null ? new Window(account, now, 0, 0, null) : known.at(now);
  }

  private void put(Window window) {
    windows.put(window.account(), window);
    stored.put(window.account().value(), window);
  }
}
