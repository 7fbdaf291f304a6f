package io.m1bridge.token.rotation;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.Locale;

/** {@code m1bridge.token.records}: how many records each key protects. */
public final class KeyMetrics {

  private final MultiGauge records;

  public KeyMetrics(MeterRegistry meters) {
    this.records =
        MultiGauge.builder("m1bridge.token.records")
            .description("Accounts in the log by the key that protects them")
            .register(meters);
  }

  /** Shows this from now on. */
  public void show(KeyUse use) {
    records.register(
        use.keys().stream()
            .map(
                key ->
                    MultiGauge.Row.of(
                        Tags.of(
                            "key",
                            key.id().toString(),
                            "role",
                            key.role().name().toLowerCase(Locale.ROOT)),
                        key.records()))
            .toList(),
        true);
  }
}
