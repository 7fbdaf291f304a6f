package io.m1bridge.account;

import io.m1bridge.contracts.token.PermitsAnswer;
import io.m1bridge.contracts.token.PermitsRequest;
import io.m1bridge.m1.AccountId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The permits at hand and the wishes for more. A lease lives from the moment its request was
 * <em>sent</em>, by the monotonic clock, so no clock has to agree with token-service's. Nothing is
 * hoarded: what nobody asked for during {@link #IDLE} goes back.
 */
final class PermitPool {

  /** The most permits that one demand may ask for (contract of {@code POST /v1/permits}). */
  static final int MAX_WANTED = 20;

  /** Permits that nobody wanted for so long are given back. */
  static final Duration IDLE = Duration.ofSeconds(3);

  /** A wish that was not repeated for so long is forgotten. */
  static final Duration WISH_LIFE = Duration.ofSeconds(3);

  /** Where only a person can help, asking goes on, slowly. */
  static final Duration ASK_AGAIN = Duration.ofSeconds(10);

  private final String instance;
  private final LongSupplier nanoTime;
  private final Map<Key, Deque<Lease>> held = new HashMap<>();
  private final Map<Key, Wish> wishes = new HashMap<>();
  private final Map<Key, Long> lastAsked = new HashMap<>();
  private final Map<Key, Long> notBefore = new HashMap<>();
  private final Set<String> throttled = new HashSet<>();

  PermitPool(String instance, LongSupplier nanoTime) {
    this.instance = instance;
    this.nanoTime = nanoTime;
  }

  synchronized Optional<Permit> tryAcquire(AccountId account, Permit.Purpose purpose, int demand) {
    if (demand < 1) {
      throw new IllegalArgumentException("Demand counts this call too, so it is at least 1");
    }
    long now = nanoTime.getAsLong();
    Key key = new Key(account, purpose);
    lastAsked.put(key, now);
    Optional<Permit> permit = take(key, now);
    int open = permit.isPresent() ? demand - 1 : demand;
    wishes.put(key, new Wish(open, now));
    return permit;
  }

  /** Whether a request would carry something now. */
  synchronized boolean hasNews() {
    return build(false).isPresent();
  }

  /** The next request, if there is a reason for one; what it returns is no longer here. */
  synchronized Optional<PermitsRequest> nextRequest() {
    return build(true);
  }

  /** Everything unused, for the last request before a stop. */
  synchronized Optional<PermitsRequest> returnAll() {
    wishes.clear();
    lastAsked.clear();
    return build(true);
  }

  /**
   * Takes in an answer.
   *
   * @param sentAt the monotonic clock when its request was sent, ns
   */
  synchronized void accept(PermitsAnswer answer, long sentAt) {
    long now = nanoTime.getAsLong();
    for (PermitsAnswer.Lease granted : answer.leases()) {
      // Whoever waits until a call can no longer happen counts on the protocol's validity.
      long millis = Math.min(granted.validForMillis(), Permit.MAX_VALIDITY.toMillis());
      long deadline = sentAt + Duration.ofMillis(millis).toNanos();
      if (deadline - now > 0 && granted.permits() > 0) {
        Key key = new Key(new AccountId(granted.account()), purpose(granted.purpose()));
        held.computeIfAbsent(key, k -> new ArrayDeque<>())
            .add(new Lease(granted.leaseId(), deadline, granted.permits()));
        lastAsked.putIfAbsent(key, now);
      }
    }
    for (PermitsAnswer.Denial denial : answer.denials()) {
      Duration wait =
          denial.retryAfterMillis() > 0 ? Duration.ofMillis(denial.retryAfterMillis()) : ASK_AGAIN;
      for (Permit.Purpose purpose : Permit.Purpose.values()) {
        Key key = new Key(new AccountId(denial.account()), purpose);
        if (!held.containsKey(key)) {
          notBefore.put(key, now + wait.toNanos());
        }
      }
    }
  }

  /** The request did not arrive: reports are kept; returned permits are lost, which is safe. */
  synchronized void failed(PermitsRequest request) {
    throttled.addAll(request.throttled());
  }

  synchronized void throttled(AccountId account) {
    throttled.add(account.value());
    for (Permit.Purpose purpose : Permit.Purpose.values()) {
      Deque<Lease> leases = held.remove(new Key(account, purpose));
      if (leases != null) {
        leases.forEach(lease -> lease.unused = Lease.GONE);
      }
    }
  }

  private Optional<PermitsRequest> build(boolean commit) {
    long now = nanoTime.getAsLong();
    forget(now);
    List<PermitsRequest.Return> returns = returns(now, commit);
    List<PermitsRequest.Demand> demands = new ArrayList<>();
    wishes.forEach(
        (key, wish) -> {
          int wanted = Math.min(MAX_WANTED, wish.open() - count(key));
          if (wanted > 0 && notBefore.getOrDefault(key, now) - now <= 0) {
            demands.add(
                new PermitsRequest.Demand(
                    key.account().value(),
                    wanted,
                    PermitsRequest.Purpose.valueOf(key.purpose().name())));
          }
        });
    if (demands.isEmpty() && returns.isEmpty() && throttled.isEmpty()) {
      return Optional.empty();
    }
    PermitsRequest request = new PermitsRequest(instance, demands, returns, List.copyOf(throttled));
    if (commit) {
      demands.forEach(
          d -> wishes.remove(new Key(new AccountId(d.account()), purpose(d.purpose()))));
      throttled.clear();
    }
    return Optional.of(request);
  }

  private List<PermitsRequest.Return> returns(long now, boolean commit) {
    List<PermitsRequest.Return> returns = new ArrayList<>();
    for (Iterator<Map.Entry<Key, Deque<Lease>>> all = held.entrySet().iterator(); all.hasNext(); ) {
      Map.Entry<Key, Deque<Lease>> entry = all.next();
      Long asked = lastAsked.get(entry.getKey());
      if (asked == null || now - asked >= IDLE.toNanos()) {
        for (Lease lease : entry.getValue()) {
          returns.add(new PermitsRequest.Return(lease.id, lease.unused));
        }
        if (commit) {
          entry.getValue().forEach(lease -> lease.unused = Lease.GONE);
          all.remove();
        }
      }
    }
    return returns;
  }

  private void forget(long now) {
    wishes.values().removeIf(wish -> now - wish.at() > WISH_LIFE.toNanos());
    notBefore.values().removeIf(until -> until - now <= 0);
    held.values().forEach(leases -> leases.removeIf(lease -> !lease.isUsable(now)));
    held.values().removeIf(Deque::isEmpty);
  }

  private Optional<Permit> take(Key key, long now) {
    Deque<Lease> leases = held.get(key);
    if (leases == null) {
      return Optional.empty();
    }
    leases.removeIf(lease -> !lease.isUsable(now));
    Lease lease = leases.peekFirst();
    if (lease == null) {
      held.remove(key);
      return Optional.empty();
    }
    lease.unused--;
    return Optional.of(new PooledPermit(key, lease));
  }

  synchronized void giveBack(Permit permit) {
    if (!(permit instanceof PooledPermit pooled)) {
      throw new IllegalArgumentException("Not a permit of this pool");
    }
    if (pooled.lease.unused == Lease.GONE || !pooled.close()) {
      return;
    }
    putBack(pooled);
  }

  private synchronized void putBack(PooledPermit pooled) {
    if (pooled.lease.unused == Lease.GONE) {
      return;
    }
    pooled.lease.unused++;
    Deque<Lease> leases = held.computeIfAbsent(pooled.key, k -> new ArrayDeque<>());
    if (!leases.contains(pooled.lease)) {
      leases.addFirst(pooled.lease);
    }
  }

  private int count(Key key) {
    Deque<Lease> leases = held.get(key);
    return leases == null ? 0 : leases.stream().mapToInt(lease -> lease.unused).sum();
  }

  private static Permit.Purpose purpose(PermitsRequest.@Nullable Purpose purpose) {
    return purpose == null ? Permit.Purpose.REGULAR : Permit.Purpose.valueOf(purpose.name());
  }

  private record Key(AccountId account, Permit.Purpose purpose) {}

  private record Wish(int open, long at) {}

  private static final class Lease {
    /** Marks a lease that went back or was dropped: a late return to it does nothing. */
    static final int GONE = Integer.MIN_VALUE;

    private final String id;
    private final long deadline;
    private int unused;

    Lease(String id, long deadline, int unused) {
      this.id = id;
      this.deadline = deadline;
      this.unused = unused;
    }

    boolean isUsable(long now) {
      return unused > 0 && deadline - now > 0;
    }
  }

  private final class PooledPermit implements Permit {
    private final Key key;
    private final Lease lease;
    private final AtomicBoolean over = new AtomicBoolean();

    /** Whether a call was begun that may yet turn out not to have been made. */
    private final AtomicBoolean begun = new AtomicBoolean();

    PooledPermit(Key key, Lease lease) {
      this.key = key;
      this.lease = lease;
    }

    @Override
    public AccountId account() {
      return key.account();
    }

    @Override
    public String leaseId() {
      return lease.id;
    }

    @Override
    public Purpose purpose() {
      return key.purpose();
    }

    @Override
    public boolean isLive() {
      return !over.get() && lease.deadline - nanoTime.getAsLong() > 0;
    }

    private boolean close() {
      return isLive() && over.compareAndSet(false, true);
    }

    @Override
    public boolean begin() {
      boolean first = close();
      begun.set(first || begun.get());
      return first;
    }

    @Override
    public void notMade() {
      if (begun.compareAndSet(true, false)) {
        putBack(this);
      }
    }
  }
}
