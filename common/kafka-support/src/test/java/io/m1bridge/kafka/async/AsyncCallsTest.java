package io.m1bridge.kafka.async;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m1bridge.kafka.async.CallResult.Returned;
import io.m1bridge.kafka.async.CallResult.Threw;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class AsyncCallsTest {

  private final AsyncCalls<String, Integer> calls = new AsyncCalls<>(2);
  private final Map<String, CallResult<Integer>> results = new LinkedHashMap<>();

  @Test
  void shouldHandResultsOverInOrderOfCompletion() {
    CompletableFuture<Integer> first = new CompletableFuture<>();
    CompletableFuture<Integer> second = new CompletableFuture<>();
    calls.submit("first", () -> first);
    calls.submit("second", () -> second);

    second.complete(2);
    first.complete(1);

    assertThat(calls.drain(results::put)).isEqualTo(2);
    assertThat(results.keySet()).containsExactly("second", "first");
    assertThat(results).containsEntry("first", new Returned<>(1));
  }

  @Test
  void shouldTurnFailuresIntoValues() {
    IllegalStateException bug = new IllegalStateException();
    calls.submit(
        "dependent", () -> CompletableFuture.<Integer>failedFuture(bug).thenApply(value -> value));
    calls.submit(
        "supplier",
        () -> {
          throw bug;
        });

    calls.drain(results::put);

    assertThat(results)
        .containsEntry("dependent", new Threw<>(bug))
        .containsEntry("supplier", new Threw<>(bug));
  }

  @Test
  void shouldCountCallUntilItsResultIsDrained() {
    calls.submit("done", () -> CompletableFuture.completedFuture(1));
    calls.submit("open", CompletableFuture::new);

    assertThat(calls.room()).isZero();
    assertThatThrownBy(() -> calls.submit("third", CompletableFuture::new))
        .isInstanceOf(IllegalStateException.class);

    calls.drain(results::put);

    assertThat(calls.room()).isEqualTo(1);
    assertThat(calls.open()).isEqualTo(1);
  }

  @Test
  void shouldKeepResultsBehindOneWhoseHandlingFails() {
    calls.submit("poison", () -> CompletableFuture.completedFuture(1));
    calls.submit("behind", () -> CompletableFuture.completedFuture(2));

    assertThatThrownBy(
            () ->
                calls.drain(
                    (key, result) -> {
                      throw new IllegalArgumentException(key);
                    }))
        .hasMessage("poison");
    calls.drain(results::put);

    assertThat(results).containsOnlyKeys("behind");
  }

  @Test
  void shouldForgetCallsWhenTaskIsClosed() {
    CompletableFuture<Integer> late = new CompletableFuture<>();
    calls.submit("late", () -> late);
    calls.submit("done", () -> CompletableFuture.completedFuture(1));

    calls.close();
    late.complete(1);

    assertThat(calls.drain(results::put)).isZero();
    assertThatThrownBy(() -> calls.submit("new", CompletableFuture::new))
        .hasMessageContaining("closed");
  }

  @Test
  void shouldLoseNoResultThatArrivesFromOtherThreadsWhileDraining() throws InterruptedException {
    int count = 2_000;
    AsyncCalls<Integer, Integer> many = new AsyncCalls<>(count);
    CountDownLatch go = new CountDownLatch(1);
    ExecutorService others = Executors.newFixedThreadPool(4);
    List<Integer> seen = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        int value = i;
        many.submit(
            value,
            () ->
                CompletableFuture.supplyAsync(
                    () -> {
                      await(go);
                      return value;
                    },
                    others));
      }
      go.countDown();
      while (many.open() > 0) {
        many.drain((key, result) -> seen.add(key));
        Thread.onSpinWait();
      }
    } finally {
      others.shutdown();
      assertThat(others.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(seen).hasSize(count).doesNotHaveDuplicates();
  }

  @Property
  void shouldNeverExceedItsLimitNorLoseRoom(
      @ForAll @Size(max = 60) List<Boolean> submitOrComplete) {
    AsyncCalls<Integer, Integer> some = new AsyncCalls<>(5);
    List<CompletableFuture<Integer>> pending = new ArrayList<>();
    for (boolean submit : submitOrComplete) {
      if (submit && some.room() > 0) {
        CompletableFuture<Integer> call = new CompletableFuture<>();
        pending.add(call);
        some.submit(pending.size(), () -> call);
      } else if (!pending.isEmpty()) {
        pending.remove(0).complete(1);
        some.drain((key, result) -> {});
      }
      assertThat(some.open()).isEqualTo(pending.size()).isBetween(0, 5);
      assertThat(some.room()).isEqualTo(5 - pending.size());
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
