package io.m1bridge.production;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProductionGateTest {

  private static final ProductionCheck CHECK =
      () -> List.of(Finding.severe("m1bridge.a", "it is lost", "Set another"));

  private static void start(SmallRyeConfig config) {
    new ProductionGate(List.of(CHECK, List::of), config.getConfigMapping(ProductionConfig.class))
        .judge(new StartupEvent());
  }

  private static SmallRyeConfigBuilder config() {
    return new SmallRyeConfigBuilder()
        .addDefaultInterceptors()
        .addDefaultSources()
        .withMapping(ProductionConfig.class);
  }

  @Test
  void shouldStopTheStart() {
    assertThatThrownBy(() -> start(config().build()))
        .isInstanceOf(NotForProduction.class)
        .hasMessageContainingAll("m1bridge.a: it is lost", "m1bridge.production.accepted");
  }

  @Test
  void shouldStartWithWhatIsAccepted() {
    SmallRyeConfig config =
        config()
            .withDefaultValues(Map.of("m1bridge.production.accepted", "m1bridge.b,m1bridge.a"))
            .build();

    assertThatCode(() -> start(config)).doesNotThrowAnyException();
  }

  /** The file of defaults in this module's jar does that. */
  @ParameterizedTest
  @ValueSource(strings = {"dev", "test"})
  void shouldStartInTheProfilesOfADeveloper(String profile) {
    assertThatCode(() -> start(config().withProfile(profile).build())).doesNotThrowAnyException();
  }
}
