package io.m1bridge.simulator.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.m1bridge.simulator.behaviour.ControlJson;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;

/** The REST layer serves the control API only, so it gets the control API's mapper. */
@Singleton
class ControlJsonCustomizer implements ObjectMapperCustomizer {
  @Override
  public void customize(ObjectMapper mapper) {
    ControlJson.configure(mapper);
  }

  /** After Quarkus' own settings, which allow unknown names. */
  @Override
  public int priority() {
    return MINIMUM_PRIORITY;
  }
}
