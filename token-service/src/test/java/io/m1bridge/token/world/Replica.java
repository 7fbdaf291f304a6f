package io.m1bridge.token.world;

import io.m1bridge.contracts.token.PermitsAnswer;
import io.m1bridge.contracts.token.PermitsRequest;
import io.m1bridge.m1.AccountId;
import io.m1bridge.token.log.FreshnessProbe;
import io.m1bridge.token.log.Ownership;
import io.m1bridge.token.permit.Holder;
import io.m1bridge.token.permit.PermitBroker;
import io.m1bridge.token.permit.PermitOutcome;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One replica of token-service: the real broker and judgement of heartbeats, a modelled membership.
 */
final class Replica extends SimProcess {

  static final Duration SESSION = Duration.ofSeconds(6);
  private static final long HEARTBEAT = SESSION.toNanos() / 12;
  private static final long POLL = 300 * World.MILLI;

  private final Group group;
  private final int limit;
  private final FreshnessProbe freshness = new FreshnessProbe(SESSION);
  private final PermitBroker broker;
  private final Map<Integer, Owned> owned = new HashMap<>();
  private long member = -1;
  private boolean joining;
  private boolean lostPending;
  private Group.@Nullable Answer assignment;
  private long acknowledged;
  private final Deque<long[]> latencies = new ArrayDeque<>();
  private long cutUntil;
  private boolean dead;

  private final class Owned implements Ownership {
    private boolean ready;
    private boolean lost;

    @Override
    public boolean holds() {
      return ready && !lost && freshness.isFresh(nanoTime());
    }
  }

  Replica(World world, Group group, int limit) {
    super(world);
    this.group = group;
    this.limit = limit;
    this.broker = new PermitBroker(this::nanoTime, world.random);
    soon(world.random.nextLong(World.SECOND), this::poll);
    soon(world.random.nextLong(World.SECOND), this::heartbeat);
  }

  void cut(long nanos) {
    cutUntil = Math.max(cutUntil, world.now() + nanos);
  }

  void crash() {
    dead = true;
  }

  boolean isDead() {
    return dead;
  }

  /** To or from Kafka: lost while cut off, or kept on the way until that is over. */
  private void kafka(Runnable arrive) {
    if (world.now() >= cutUntil) {
      world.after(world.networkDelay(), arrive);
    } else if (world.random.nextBoolean()) {
      world.at(cutUntil + world.networkDelay(), arrive);
    }
  }

  private void heartbeat() {
    if (dead) {
      return;
    }
    if (member >= 0) {
      long id = member;
      long sentAt = nanoTime();
      Set<Integer> holds = new HashSet<>(owned.keySet());
      kafka(
          () -> {
            Group.Answer answer = group.heartbeat(id, holds);
            kafka(() -> soon(0, () -> answered(answer, sentAt)));
          });
    } else if (!joining) {
      joining = true;
      kafka(
          () -> {
            long id = group.join(this);
            kafka(() -> soon(0, () -> joined(id)));
          });
      // A request that got lost is made again.
      soon(5 * World.SECOND, () -> joining = false);
    }
    soon(HEARTBEAT, this::heartbeat);
  }

  private void joined(long id) {
    if (member < 0) {
      member = id;
      joining = false;
    }
  }

  private void answered(Group.Answer answer, long sentAt) {
    acknowledged++;
    latencies.add(new long[] {world.now(), nanoTime() - sentAt});
    if (answer.member() != member) {
      return;
    }
    if (answer.known()) {
      assignment = answer;
    } else {
      lostPending = true;
    }
  }

  /** As the membership's thread does: callbacks within the poll, then a sample. */
  private void poll() {
    if (dead) {
      return;
    }
    if (lostPending) {
      lostPending = false;
      freshness.lost();
      revoke(Set.copyOf(owned.keySet()));
      member = -1;
      assignment = null;
    } else if (assignment != null) {
      Set<Integer> wanted = assignment.assigned();
      assignment = null;
      Set<Integer> gone = new HashSet<>(owned.keySet());
      gone.removeAll(wanted);
      revoke(gone);
      for (int p : wanted) {
        if (!owned.containsKey(p)) {
          Owned fresh = new Owned();
          owned.put(p, fresh);
          soon(world.random.nextLong(World.SECOND), () -> fresh.ready = true);
        }
      }
    }
    soon(
        world.random.nextLong(5 * World.MILLI),
        () -> freshness.sample(acknowledged, slowest(), nanoTime()));
    soon(POLL, this::poll);
  }

  /** As the consumer's metric: of the last 30 to 60 s. */
  private long slowest() {
    while (!latencies.isEmpty() && latencies.getFirst()[0] < world.now() - 45 * World.SECOND) {
      latencies.removeFirst();
    }
    return latencies.stream().mapToLong(l -> l[1]).max().orElse(0);
  }

  private void revoke(Set<Integer> partitions) {
    for (int p : partitions) {
      Owned gone = owned.remove(p);
      if (gone != null) {
        gone.lost = true;
      }
      broker.forget(id -> partition(id) == p);
    }
  }

  static AccountId account(int partition) {
    return new AccountId("account-" + partition);
  }

  static int partition(AccountId id) {
    return Integer.parseInt(id.value().substring("account-".length()));
  }

  /** {@code POST /v1/permits} at this replica; what others own is asked there, once. */
  void permits(
      PermitsRequest request, Holder caller, boolean forwarded, Consumer<PermitsAnswer> answer) {
    if (dead) {
      return;
    }
    List<PermitsAnswer.Lease> leases = new ArrayList<>();
    List<PermitsAnswer.Denial> denials = new ArrayList<>();
    for (PermitsRequest.Return back : request.returns()) {
      if (owned.containsKey(partition(PermitBroker.accountOf(back.leaseId()).orElseThrow()))) {
        broker.giveBack(back.leaseId(), caller.label(), back.permits());
        if (world.random.nextInt(10) == 0) {
          broker.giveBack(back.leaseId(), caller.label(), back.permits());
        }
      }
    }
    for (String id : request.throttled()) {
      Owned mine = owned.get(partition(new AccountId(id)));
      if (mine != null) {
        broker.throttled(new AccountId(id), limit, mine);
      }
    }
    List<PermitsRequest.Demand> elsewhere = new ArrayList<>();
    for (PermitsRequest.Demand demand : request.demands()) {
      Owned mine = owned.get(partition(new AccountId(demand.account())));
      if (mine == null && !forwarded) {
        elsewhere.add(demand);
      } else {
        grant(demand, mine, caller, leases, denials);
      }
    }
    if (elsewhere.isEmpty()) {
      answer.accept(new PermitsAnswer(leases, denials));
      return;
    }
    Replica owner = group.ownerOf(partition(new AccountId(elsewhere.get(0).account())), this);
    PermitsRequest part =
        new PermitsRequest(request.instance(), elsewhere, request.returns(), request.throttled());
    owner.soon(
        world.networkDelay(),
        () ->
            owner.permits(
                part,
                caller,
                true,
                theirs ->
                    soon(
                        world.networkDelay(),
                        () -> {
                          leases.addAll(theirs.leases());
                          denials.addAll(theirs.denials());
                          answer.accept(new PermitsAnswer(leases, denials));
                        })));
  }

  private void grant(
      PermitsRequest.Demand demand,
      @Nullable Owned mine,
      Holder caller,
      List<PermitsAnswer.Lease> leases,
      List<PermitsAnswer.Denial> denials) {
    PermitsRequest.Purpose purpose =
        demand.purpose() == null ? PermitsRequest.Purpose.REGULAR : demand.purpose();
    PermitOutcome outcome =
        mine == null
            ? new PermitOutcome.Moved()
            : broker.request(
                new PermitBroker.Asking(
                    new AccountId(demand.account()),
                    limit,
                    mine,
                    caller.paying(purpose),
                    caller.label()),
                demand.wanted());
    if (outcome instanceof PermitOutcome.Granted granted) {
      leases.add(
          new PermitsAnswer.Lease(
              granted.leaseId(),
              demand.account(),
              granted.permits(),
              granted.validity().toMillis(),
              purpose));
    } else if (outcome instanceof PermitOutcome.Paused paused) {
      denials.add(
          new PermitsAnswer.Denial(demand.account(), "paused", paused.retryAfter().toMillis()));
    } else if (outcome instanceof PermitOutcome.Exhausted exhausted) {
      denials.add(
          new PermitsAnswer.Denial(demand.account(), "budget", exhausted.retryAfter().toMillis()));
    } else {
      denials.add(new PermitsAnswer.Denial(demand.account(), "moving", 500));
    }
  }
}
