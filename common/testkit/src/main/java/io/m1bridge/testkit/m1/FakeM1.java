package io.m1bridge.testkit.m1;

import io.m1bridge.m1.AccessToken;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Outcome;
import io.m1bridge.m1.M1Port;
import io.m1bridge.m1.wire.Endpoint;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * M1 in memory, of one account: does what it is asked at once, and remembers every call. Endings
 * are scripted call by call; answers can be held back, and effects delayed. Thread-safe.
 */
public final class FakeM1 implements M1Port {

  /** One call as it came. */
  public record Recorded(AccountId account, AccessToken token, M1Call<?> call) {}

  private record Script(M1Outcome<?> outcome, boolean afterTheEffect) {}

  private final FakeM1Store store = new FakeM1Store();
  private final List<Recorded> calls = new ArrayList<>();
  private final Deque<Script> scripts = new ArrayDeque<>();
  private final Deque<Runnable> held = new ArrayDeque<>();
  private final List<Late> late = new ArrayList<>();
  private @Nullable Network network;
  private boolean holding;

  /** Keeps calls for so long, by that clock. */
  private record Network(Duration delay, Clock clock) {}

  /** A call that is still on its way. */
  private record Late(Instant lands, Clock clock, M1Call<?> call) {}

  /** What M1 holds by now: to fill before and to look into afterwards. */
  public synchronized FakeM1Store store() {
    land();
    return store;
  }

  /**
   * From here on the network keeps calls that write: each has its effect so much later, whatever
   * became of its caller, to whom its outcome is unknown.
   *
   * @param clock by which it lands
   */
  public synchronized FakeM1 delay(Duration delay, Clock clock) {
    network = new Network(delay, clock);
    return this;
  }

  /** From here on calls have their effect at once; those on their way land when they would have. */
  public synchronized FakeM1 onTime() {
    network = null;
    return this;
  }

  /** Nobody sees M1 between two looks at it: what was due since the last one lands before this. */
  private void land() {
    late.sort(Comparator.comparing(Late::lands));
    for (Late call : List.copyOf(late)) {
      if (!call.clock().instant().isBefore(call.lands())) {
        late.remove(call);
        store.answer(call.call());
      }
    }
  }

  /**
   * The next call that has no script yet ends like this, and has no effect. A read that is lost is
   * {@code Unavailable}, as with the client.
   */
  public synchronized FakeM1 next(M1Outcome<?> outcome) {
    scripts.add(new Script(outcome, false));
    return this;
  }

  /** The next call that has no script yet has its effect, and ends like this all the same. */
  public synchronized FakeM1 nextAfterEffect(M1Outcome<?> outcome) {
    scripts.add(new Script(outcome, true));
    return this;
  }

  /** From here on calls have their effect, and their answers wait for {@link #release()}. */
  public synchronized FakeM1 hold() {
    holding = true;
    return this;
  }

  /** Gives all held answers, in the order of the calls, and holds no further ones. */
  public void release() {
    List<Runnable> answers;
    synchronized (this) {
      holding = false;
      answers = new ArrayList<>(held);
      held.clear();
    }
    answers.forEach(Runnable::run);
  }

  /** All calls so far, in order. */
  public synchronized List<Recorded> calls() {
    return List.copyOf(calls);
  }

  /** All calls of one kind so far, in order. */
  public <C extends M1Call<?>> List<C> calls(Class<C> kind) {
    return calls().stream().map(Recorded::call).filter(kind::isInstance).map(kind::cast).toList();
  }

  @Override
  public synchronized <T> CompletionStage<M1Outcome<T>> send(
      AccountId account, AccessToken token, M1Call<T> call) {
    land();
    calls.add(new Recorded(account, token, call));
    M1Outcome<T> outcome = outcome(call);
    if (!holding) {
      return CompletableFuture.completedFuture(outcome);
    }
    CompletableFuture<M1Outcome<T>> answer = new CompletableFuture<>();
    held.add(() -> answer.complete(outcome));
    return answer;
  }

  @SuppressWarnings("unchecked") // whoever scripts an outcome says of which call
  private <T> M1Outcome<T> outcome(M1Call<T> call) {
    if (network != null && Endpoint.of(call).kind() == Endpoint.Kind.WRITE) {
      late.add(new Late(network.clock().instant().plus(network.delay()), network.clock(), call));
      return new M1Outcome.Unknown<>("time-out");
    }
    Script script = scripts.poll();
    if (script == null) {
      return store.answer(call);
    }
    if (script.afterTheEffect()) {
      store.answer(call);
    }
    return script.outcome() instanceof M1Outcome.Unknown<?> lost
            && Endpoint.of(call).kind() != Endpoint.Kind.WRITE
        ? new M1Outcome.Unavailable<>(lost.reason(), Duration.ofSeconds(5))
        : (M1Outcome<T>) script.outcome();
  }
}
