package io.m1bridge.simulator.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.m1bridge.simulator.behaviour.BehaviourKnobs;
import io.m1bridge.simulator.behaviour.ControlJson;
import io.m1bridge.simulator.call.M1Cloud;
import io.m1bridge.simulator.clock.MovableClock;
import io.m1bridge.simulator.oauth.SecretsRecord;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.SplittableRandom;

/** Makes the one cloud of this process. */
@ApplicationScoped
class CloudProducer {
  private final SimulatorConfig config;
  private final ObjectMapper mapper = ControlJson.configure(new ObjectMapper());

  CloudProducer(SimulatorConfig config) {
    this.config = config;
  }

  @Produces
  @Singleton
  M1Cloud cloud() {
    M1Cloud cloud =
        new M1Cloud(
            new MovableClock(Clock.systemUTC()),
            new BehaviourKnobs(mapper),
            new SecureRandom(),
            new SplittableRandom(config.seed()),
            config
                .secretsDirectory()
                .<SecretsRecord>map(SecretsFile::new)
                .orElse(SecretsRecord.NONE));
    boot(cloud);
    return cloud;
  }

  /** Puts a cloud into the state in which this process starts. */
  void boot(M1Cloud cloud) {
    cloud.reset();
    config.accounts().forEach((id, account) -> cloud.accounts().put(id, account.settings()));
    config
        .behaviour()
        .ifPresent(
            json -> {
              try {
                cloud.knobs().patch(mapper.readTree(json));
              } catch (JsonProcessingException e) {
                throw new IllegalArgumentException(
                    "m1bridge.simulator.behaviour is not JSON: " + e.getOriginalMessage(), e);
              }
            });
  }
}
