package io.m1bridge.edm;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class EdmConfigTest {

  @Test
  void shouldReadM1InItsOwnZoneUnlessToldOtherwise() {
    EdmConfig config =
        new SmallRyeConfigBuilder()
            .addDefaultInterceptors()
            .addDiscoveredConverters()
            .withConverter(Duration.class, 200, new DurationConverter())
            .withMapping(EdmConfig.class)
            .build()
            .getConfigMapping(EdmConfig.class);

    assertThat(config)
        .returns("edm-event", EdmConfig::applicationId)
        .returns(ZoneId.of("Asia/Shanghai"), EdmConfig::zone)
        .returns(262_144, EdmConfig::maxEventBytes);
  }
}
