package io.m1bridge.token.permit;

import io.m1bridge.m1.AccountId;
import io.m1bridge.token.log.Ownership;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * Grants permits for the accounts that this replica owns. A budget belongs to one {@link Ownership}
 * and starts empty: whoever owns the account next, this replica included, begins anew.
 *
 * <p>Why: {@code docs/rationale.md#a-budget-belongs-to-one-ownership}.
 */
public final class PermitBroker {

  private final LongSupplier nanoTime;
  private final RandomGenerator random;
  private final Map<AccountId, Book> books = new HashMap<>();

  /**
   * @param nanoTime the monotonic clock, ns
   */
  public PermitBroker(LongSupplier nanoTime, RandomGenerator random) {
    this.nanoTime = nanoTime;
    this.random = random;
  }

  /**
   * Who wants permits of which account.
   *
   * @param callsPerHour M1's limit
   * @param ownership this replica's ownership of the account
   * @param caller who gets the lease; only it can return it
   */
  public record Asking(
      AccountId account, int callsPerHour, Ownership ownership, Holder holder, String caller) {}

  /**
   * Tells of a wish before any of the same request is granted, so that their order does not matter:
   * the holder's share is kept for it from now on.
   */
  public synchronized void announce(Asking asking) {
    if (asking.ownership().holds()) {
      book(asking.account(), asking.callsPerHour(), asking.ownership())
          .budget
          .asks(asking.holder());
    }
  }

  /**
   * Asks for permits.
   *
   * @param wanted 1 to 20
   */
  public synchronized PermitOutcome request(Asking asking, int wanted) {
    if (!asking.ownership().holds()) {
      return new PermitOutcome.Moved();
    }
    Book book = book(asking.account(), asking.callsPerHour(), asking.ownership());
    int granted = book.budget.grant(asking.holder(), wanted);
    // A second look, after the budget read the clock: a process that was stopped in between has
    // filled its bucket with time in which another replica granted.
    if (!asking.ownership().holds()) {
      books.remove(asking.account());
      return new PermitOutcome.Moved();
    }
    if (granted > 0) {
      Duration validity = book.budget.rules().validity();
      book.used.count(asking.holder(), granted);
      String lease =
          book.leases.open(asking.account(), asking.holder(), asking.caller(), granted, validity);
      return new PermitOutcome.Granted(lease, granted, validity);
    }
    return book.budget.isPaused()
        ? new PermitOutcome.Paused(book.budget.retryAfter(asking.holder()))
        : new PermitOutcome.Exhausted(book.budget.retryAfter(asking.holder()));
  }

  /** Takes back permits of a lease that lives, once. */
  public synchronized void giveBack(String leaseId, String caller, int permits) {
    Optional<Book> book =
        LeaseBook.accountOf(leaseId).flatMap(id -> Optional.ofNullable(books.get(id)));
    if (book.isPresent()) {
      book.get()
          .leases
          .close(leaseId, caller, permits)
          .ifPresent(
              returned -> {
                book.get().budget.giveBack(returned.holder(), returned.permits());
                book.get().used.count(returned.holder(), -returned.permits());
              });
    }
  }

  /** The account in a lease's id; empty if the text is not one of ours. */
  public static Optional<AccountId> accountOf(String leaseId) {
    return LeaseBook.accountOf(leaseId);
  }

  /** M1 said E10104. */
  public synchronized Throttling throttled(
      AccountId account, int callsPerHour, Ownership ownership) {
    return ownership.holds()
        ? book(account, callsPerHour, ownership).budget.throttled()
        : Throttling.KNOWN;
  }

  /** Permits granted and not returned in the last 60 minutes, by holder. */
  public synchronized Map<Holder, Integer> lastHour(AccountId account) {
    Book book = books.get(account);
    return book == null ? Map.of() : book.used.lastHour();
  }

  /**
   * The same by minute: 60 counts, oldest first, the last of the minute that is going on. A holder
   * without any is absent.
   */
  public synchronized Map<Holder, List<Integer>> perMinute(AccountId account) {
    Book book = books.get(account);
    return book == null ? Map.of() : book.used.perMinute();
  }

  /** Forgets the budgets of accounts that are no longer owned. */
  public synchronized void forget(Predicate<AccountId> accounts) {
    books.keySet().removeIf(accounts);
  }

  private Book book(AccountId account, int callsPerHour, Ownership ownership) {
    Book known = books.get(account);
    if (known != null
        && known.ownership == ownership
        && known.budget.rules().callsPerHour() == callsPerHour) {
      return known;
    }
    // A changed limit starts empty as well: simple, and never too much. What was used stays known.
    Book fresh =
        new Book(
            ownership,
            new AccountBudget(BudgetRules.of(callsPerHour), nanoTime),
            new LeaseBook(nanoTime, random),
            known != null && known.ownership == ownership ? known.used : new HourCount(nanoTime));
    books.put(account, fresh);
    return fresh;
  }

  private record Book(
      Ownership ownership, AccountBudget budget, LeaseBook leases, HourCount used) {}
}
