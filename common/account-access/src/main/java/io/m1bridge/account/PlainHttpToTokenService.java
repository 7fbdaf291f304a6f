package io.m1bridge.account;

import io.m1bridge.production.Finding;
import io.m1bridge.production.PlainHttp;
import io.m1bridge.production.ProductionCheck;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Whether tokens cross the network readable: usual within a cluster whose network is trusted. */
@ApplicationScoped
class PlainHttpToTokenService implements ProductionCheck {

  private final AccountAccessConfig config;

  PlainHttpToTokenService(AccountAccessConfig config) {
    this.config = config;
  }

  @Override
  public List<Finding> findings() {
    return config.url().stream().anyMatch(PlainHttp::leavesThisMachine)
        ? List.of(
            Finding.warning(
                "m1bridge.account-access.url",
                "token-service is called over plain http: everyone on the way can read access"
                    + " tokens",
                "Use https, or a network that nobody else is in"))
        : List.of();
  }
}
