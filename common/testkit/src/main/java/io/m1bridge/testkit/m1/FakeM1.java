package io.m1bridge.testkit.m1;

import io.m1bridge.m1.AccessToken;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Outcome;
import io.m1bridge.m1.M1Port;
import io.m1bridge.m1.wire.Endpoint;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * M1 in memory, of one account: does what it is asked at once, and remembers every call. Endings
 * are scripted call by call; answers can be held back. Thread-safe.
 */
public final class FakeM1 implements M1Port {

  /** One call as it came. */
  public record Recorded(AccountId account, AccessToken token, M1Call<?> call) {}

  private record Script(M1Outcome<?> outcome, boolean afterTheEffect) {}

  private final FakeM1Store store = new FakeM1Store();
  private final List<Recorded> calls = new ArrayList<>();
  private final Deque<Script> scripts = new ArrayDeque<>();
  private final Deque<Runnable> held = new ArrayDeque<>();
  private boolean holding;

  /** What M1 holds: to fill before and to look into afterwards. */
  public FakeM1Store store() {
    return store;
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
