package io.m1bridge.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The two readers that the other tests rely on. */
class MetersTest {

  @Test
  void shouldNameMetersAsPrometheusDoes() {
    Meters meters = new Meters();

    meters.read(
        """
        import io.micrometer.core.instrument.Timer;
        static final String CALL = "m1.call";
        void make() {
          registry.counter("m1bridge.some-thing.done", "why", why).increment();
          Timer.builder(CALL).tag("outcome", o).register(registry);
          Timer.builder("m1bridge.commit").publishPercentileHistogram().register(registry);
          DistributionSummary.builder("m1bridge.rows").register(registry);
          MultiGauge.builder("m1bridge.expiry").baseUnit("seconds").register(registry);
          sum(registry, "m1bridge.short", "Accounts");
        }
        """);
    meters.read("String path = \"m1bridge.no.meter\";");

    assertThat(meters.names())
        .containsExactlyInAnyOrder(
            "m1bridge_some_thing_done_total",
            "m1_call_seconds_count",
            "m1_call_seconds_sum",
            "m1_call_seconds_max",
            "m1bridge_commit_seconds_count",
            "m1bridge_commit_seconds_sum",
            "m1bridge_commit_seconds_max",
            "m1bridge_commit_seconds_bucket",
            "m1bridge_rows_count",
            "m1bridge_rows_sum",
            "m1bridge_rows_max",
            "m1bridge_expiry_seconds",
            "m1bridge_short");
    assertThat(meters.labelsOf(Set.of("m1_call_seconds_sum"))).contains("outcome", "instance");
  }

  @Test
  void shouldFindTheMetersOfAllServices() throws IOException {
    assertThat(Meters.ofTheCode().names())
        .contains(
            "m1_call_seconds_count",
            "m1bridge_token_commit_seconds_bucket",
            "m1bridge_token_expiry_least_seconds",
            "m1bridge_token_permits_granted_total",
            "m1bridge_contact_sync_batch_rows_sum",
            "m1bridge_contact_sync_internal_errors_total",
            "m1bridge_edm_calls_wanted",
            "m1bridge_edm_rows_unreadable_date_total",
            "jvm_memory_used_bytes");
  }

  @Test
  void shouldReadExpressions() {
    assertThat(
            Promql.of(
                """
                sum by (job, le) (rate(a_total{outcome!="b_total", x=~"y"}[5m])) / max without (z) (c)
                or (d unless d offset 15m) > 0
                """))
        .isEqualTo(
            new Promql(Set.of("a_total", "c", "d"), Set.of("job", "le", "outcome", "x", "z")));
  }
}
