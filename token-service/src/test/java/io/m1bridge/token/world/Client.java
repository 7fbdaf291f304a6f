package io.m1bridge.token.world;

import io.m1bridge.account.Permit;
import io.m1bridge.account.PoolProbe;
import io.m1bridge.contracts.token.PermitsRequest;
import io.m1bridge.m1.AccountId;
import io.m1bridge.token.permit.Holder;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** A service that calls M1: the real pool of permits, used in every way that is allowed. */
final class Client extends SimProcess {

  private static final long INTERVAL = World.SECOND;
  private static final long HTTP_TIMEOUT = 5 * World.SECOND;

  private final Holder holder;
  private final List<Replica> replicas;
  private final int accounts;
  private final BiConsumer<AccountId, Client> m1;
  private final PoolProbe pool;
  private boolean inFlight;
  private Habit habit = new Habit(20, 0, 0);

  /**
   * How it behaves for a while.
   *
   * @param demand of calls at once; 0: none
   * @param holdMillis how late a permit is used, ms
   * @param returnPercent how many permits go back unused instead
   */
  record Habit(int demand, long holdMillis, int returnPercent) {}

  Client(
      World world,
      Holder holder,
      List<Replica> replicas,
      int accounts,
      BiConsumer<AccountId, Client> m1) {
    super(world);
    this.holder = holder;
    this.replicas = replicas;
    this.accounts = accounts;
    this.m1 = m1;
    this.pool = new PoolProbe(holder.label(), this::nanoTime);
    soon(world.random.nextLong(World.SECOND), this::loop);
    soon(world.random.nextLong(World.SECOND), this::work);
  }

  void behave(Habit next) {
    habit = next;
  }

  void throttled(AccountId account) {
    pool.throttled(account);
  }

  private void work() {
    for (int p = 0; p < accounts && habit.demand() > 0; p++) {
      AccountId account = Replica.account(p);
      Optional<Permit> permit = pool.tryAcquire(account, Permit.Purpose.REGULAR, habit.demand());
      for (int n = 1; permit.isPresent(); n++) {
        use(permit.get());
        permit = pool.tryAcquire(account, Permit.Purpose.REGULAR, Math.max(1, habit.demand() - n));
      }
    }
    soon(500 * World.MILLI, this::work);
  }

  private void use(Permit permit) {
    long hold = habit.holdMillis() == 0 ? 0 : world.random.nextLong(habit.holdMillis());
    boolean back = world.random.nextInt(100) < habit.returnPercent();
    soon(
        hold * World.MILLI,
        () -> {
          if (back) {
            pool.giveBack(permit);
            pool.giveBack(permit);
          } else if (permit.begin()) {
            m1.accept(permit.account(), this);
          }
        });
  }

  private void loop() {
    Optional<PermitsRequest> request = inFlight ? Optional.empty() : beforeSending();
    if (request.isPresent()) {
      inFlight = true;
      send(request.get(), sentAt);
    }
    soon(INTERVAL, this::loop);
  }

  private long sentAt;

  /** In the loop's order: the clock is read before the request is built. */
  private Optional<PermitsRequest> beforeSending() {
    sentAt = nanoTime();
    return pool.nextRequest();
  }

  private void send(PermitsRequest request, long at) {
    Replica replica = replicas.get(world.random.nextInt(replicas.size()));
    boolean[] over = {false};
    replica.soon(
        world.networkDelay(),
        () ->
            replica.permits(
                request,
                holder,
                false,
                answer ->
                    soon(
                        world.networkDelay(),
                        () -> {
                          if (!over[0]) {
                            over[0] = true;
                            inFlight = false;
                            pool.accept(answer, at);
                          }
                        })));
    soon(
        HTTP_TIMEOUT,
        () -> {
          if (!over[0]) {
            over[0] = true;
            inFlight = false;
            pool.failed(request);
          }
        });
  }
}
