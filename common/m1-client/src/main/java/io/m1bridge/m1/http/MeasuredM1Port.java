package io.m1bridge.m1.http;

import io.m1bridge.m1.AccessToken;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Outcome;
import io.m1bridge.m1.M1Port;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.concurrent.CompletionStage;

/** Times every call: {@code m1.call} by call name and kind of outcome, no contents. */
final class MeasuredM1Port implements M1Port {

  static final String TIMER = "m1.call";

  private final M1Port inner;
  private final MeterRegistry registry;

  MeasuredM1Port(M1Port inner, MeterRegistry registry) {
    this.inner = inner;
    this.registry = registry;
  }

  @Override
  public <T> CompletionStage<M1Outcome<T>> send(
      AccountId account, AccessToken token, M1Call<T> call) {
    Timer.Sample sample = Timer.start(registry);
    return inner
        .send(account, token, call)
        .whenComplete(
            (outcome, bug) ->
                sample.stop(
                    Timer.builder(TIMER)
                        .description("Calls of M1, by what became of them")
                        .tag("call", call.name())
                        .tag("outcome", outcome == null ? "bug" : kind(outcome))
                        .register(registry)));
  }

  private static String kind(M1Outcome<?> outcome) {
    return outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }
}
