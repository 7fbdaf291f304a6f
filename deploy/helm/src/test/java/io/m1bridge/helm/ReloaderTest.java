package io.m1bridge.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What is read by a new process only makes one, where an operator watches Secrets. */
class ReloaderTest {

  private static final String RELOAD = "secret.reloader.stakater.com/reload";

  @Test
  void shouldNameTheSecretsOfKafkaThatEachWorkloadReads() {
    assertThat(named(Map.of("reloader.enabled", true)))
        .containsExactlyInAnyOrder(
            "m1-bridge-token-service-tls,m1-bridge-kafka-ca",
            "m1-bridge-contact-sync-tls,m1-bridge-kafka-ca",
            "m1-bridge-edm-event-tls,m1-bridge-kafka-ca");
  }

  @Test
  void shouldNameNoneUnlessAskedFor() {
    assertThat(named(Map.of())).isEmpty();
  }

  private static List<String> named(Map<String, Object> values) {
    return Chart.render(Chart.VALUES.resolve("tls.yaml"), values).stream()
        .map(HasMetadata::getMetadata)
        .map(metadata -> metadata.getAnnotations())
        .filter(Objects::nonNull)
        .map(annotations -> annotations.get(RELOAD))
        .filter(Objects::nonNull)
        .toList();
  }
}
