package io.m1bridge.m1.http;

import io.m1bridge.production.Finding;
import io.m1bridge.production.PlainHttp;
import io.m1bridge.production.ProductionCheck;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Whether M1 is called over plain http: it is allowed where this is looked at, and not forgotten.
 */
@Singleton
class PlainHttpToM1 implements ProductionCheck {

  private final M1ClientConfig config;

  @Inject
  PlainHttpToM1(M1ClientConfig config) {
    this.config = config;
  }

  @Override
  public List<Finding> findings() {
    boolean plain =
        PlainHttp.leavesThisMachine(config.url()) || PlainHttp.leavesThisMachine(config.authUrl());
    return plain
        ? List.of(
            Finding.warning(
                "m1bridge.m1.allow-insecure",
                "M1 is called over plain http: everyone on the way can read tokens, the client"
                    + " secret and all contacts",
                "Use https, a tunnel or a proxy on this machine"))
        : List.of();
  }
}
