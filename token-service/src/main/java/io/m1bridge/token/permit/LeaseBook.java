package io.m1bridge.token.permit;

import io.m1bridge.m1.AccountId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * The leases that still live, so that a return counts once, by whom it was granted to, and only
 * before it expires. Lives and dies with its owner: a new owner knows no lease of the old one, so
 * nothing comes back twice. Not safe for several threads.
 */
final class LeaseBook {

  private final LongSupplier nanoTime;
  private final RandomGenerator random;
  private final Map<String, Lease> leases = new HashMap<>();
  private final Deque<Lease> byAge = new ArrayDeque<>();

  LeaseBook(LongSupplier nanoTime, RandomGenerator random) {
    this.nanoTime = nanoTime;
    this.random = random;
  }

  /** Notes a new lease; its id begins with the account, so that a return finds the owner. */
  String open(AccountId account, Holder holder, String caller, int permits, Duration validity) {
    forget();
    byte[] suffix = new byte[9];
    random.nextBytes(suffix);
    String id = account + "." + Base64.getUrlEncoder().encodeToString(suffix);
    Lease lease = new Lease(id, holder, caller, permits, nanoTime.getAsLong() + validity.toNanos());
    leases.put(id, lease);
    byAge.add(lease);
    return id;
  }

  /** Closes a lease; empty if it is unknown, expired, returned before, or someone else's. */
  Optional<Returned> close(String id, String caller, int permits) {
    forget();
    Lease lease = leases.get(id);
    if (lease == null || !lease.caller().equals(caller) || permits < 1) {
      return Optional.empty();
    }
    leases.remove(id);
    return Optional.of(new Returned(lease.holder(), Math.min(permits, lease.permits())));
  }

  /** The account in a lease's id; empty if the text is not one of ours. */
  static Optional<AccountId> accountOf(String leaseId) {
    int dot = leaseId.indexOf('.');
    return dot > 0 && AccountId.isValid(leaseId.substring(0, dot))
        ? Optional.of(new AccountId(leaseId.substring(0, dot)))
        : Optional.empty();
  }

  private void forget() {
    long now = nanoTime.getAsLong();
    Lease oldest = byAge.peekFirst();
    while (oldest != null && oldest.deadline() - now <= 0) {
      byAge.removeFirst();
      leases.remove(oldest.id());
      oldest = byAge.peekFirst();
    }
  }

  record Returned(Holder holder, int permits) {}

  private record Lease(String id, Holder holder, String caller, int permits, long deadline) {}
}
