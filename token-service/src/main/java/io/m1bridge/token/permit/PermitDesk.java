package io.m1bridge.token.permit;

import io.m1bridge.m1.AccountId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * Grants permits for the accounts that this replica owns. Budgets are forgotten with their
 * partition and start empty, whoever gets it.
 */
public final class PermitDesk {

  private final LongSupplier nanoTime;
  private final RandomGenerator random;
  private final Map<AccountId, Book> books = new HashMap<>();

  /**
   * @param nanoTime the monotonic clock, ns
   */
  public PermitDesk(LongSupplier nanoTime, RandomGenerator random) {
    this.nanoTime = nanoTime;
    this.random = random;
  }

  /**
   * Asks for permits. The caller checks first that this replica owns the account and may grant.
   *
   * @param caller who gets the lease; only it can return it
   * @param wanted 1 to 20
   */
  public synchronized PermitOutcome request(
      AccountId account, int callsPerHour, Holder holder, String caller, int wanted) {
    Book book = book(account, callsPerHour);
    int granted = book.budget.grant(holder, wanted);
    if (granted > 0) {
      Duration validity = book.budget.rules().validity();
      book.used.count(holder, granted);
      return new PermitOutcome.Granted(
          book.leases.open(account, holder, caller, granted, validity), granted, validity);
    }
    return book.budget.isPaused()
        ? new PermitOutcome.Paused(book.budget.retryAfter(holder))
        : new PermitOutcome.Exhausted(book.budget.retryAfter(holder));
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

  /**
   * M1 said E10104.
   *
   * @return whether this is news
   */
  public synchronized boolean throttled(AccountId account, int callsPerHour) {
    return book(account, callsPerHour).budget.throttled();
  }

  /** Permits granted and not returned in the last 60 minutes, by holder. */
  public synchronized Map<Holder, Integer> lastHour(AccountId account) {
    Book book = books.get(account);
    return book == null ? Map.of() : book.used.lastHour();
  }

  /** Forgets the budgets of accounts that are no longer owned. */
  public synchronized void forget(Predicate<AccountId> accounts) {
    books.keySet().removeIf(accounts);
  }

  private Book book(AccountId account, int callsPerHour) {
    Book known = books.get(account);
    if (known != null && known.budget.rules().callsPerHour() == callsPerHour) {
      return known;
    }
    // A changed limit starts empty as well: simple, and never too much.
    Book fresh =
        new Book(
            new AccountBudget(BudgetRules.of(callsPerHour), nanoTime),
            new LeaseBook(nanoTime, random),
            new HourCount(nanoTime));
    books.put(account, fresh);
    return fresh;
  }

  private record Book(AccountBudget budget, LeaseBook leases, HourCount used) {}
}
