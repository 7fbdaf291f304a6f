package io.m1bridge.edm;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contracts.EngagementEvent.Action;
import io.m1bridge.edm.engagement.RecipientSettings;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an operator writes. */
class EdmConfigTest {

  private static EdmConfig config(Map<String, String> settings) {
    return new SmallRyeConfigBuilder()
        .addDefaultInterceptors()
        .addDiscoveredConverters()
        .withConverter(Duration.class, 200, new DurationConverter())
        .withMapping(EdmConfig.class)
        .withSources(new PropertiesConfigSource(settings, "test", 500))
        .build()
        .getConfigMapping(EdmConfig.class);
  }

  @Test
  void shouldKeyByAddressesInOneTopicUnlessToldOtherwise() {
    EdmConfig config = config(Map.of());

    assertThat(config.typeTopics()).isEmpty();
    assertThat(config.recipients().key()).isEqualTo(RecipientSettings.Key.ADDRESS);
    assertThat(config.poll().witnessInterval()).isZero();
  }

  @Test
  void shouldReadActionsByTheirWords() {
    EdmConfig config = config(Map.of("m1bridge.edm.type-topics", "opened, clicked"));

    assertThat(config.typeTopics().orElseThrow())
        .containsExactlyInAnyOrder(Action.OPENED, Action.CLICKED);
  }

  @Test
  void shouldReadM1InItsOwnZoneUnlessToldOtherwise() {
    assertThat(config(Map.of()))
        .returns("edm-event", EdmConfig::applicationId)
        .returns(ZoneId.of("Asia/Shanghai"), EdmConfig::zone)
        .returns(262_144, EdmConfig::maxEventBytes);
  }
}
