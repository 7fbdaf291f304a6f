package io.m1bridge.production;

import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import io.quarkus.arc.All;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks every check at the start, before anything else begins.
 *
 * <p>Why: {@code docs/rationale.md#what-is-wrong-in-production-ends-the-start}.
 */
@Singleton
class ProductionGate {

  private static final Logger LOG = LoggerFactory.getLogger(ProductionGate.class);

  /** Before the observers that start the work, which have the usual 2500. */
  private static final int BEFORE_ALL = 100;

  private final List<ProductionCheck> checks;
  private final ProductionConfig config;

  @Inject
  ProductionGate(@All List<ProductionCheck> checks, ProductionConfig config) {
    this.checks = checks;
    this.config = config;
  }

  void judge(@Observes @Priority(BEFORE_ALL) StartupEvent event) {
    List<String> accepted = config.accepted().orElse(List.of());
    Judgement judgement =
        Judgement.of(
            checks.stream().flatMap(check -> check.findings().stream()).toList(), accepted);
    // Whoever accepts everything is no production, and need not read the list at every start.
    if (!accepted.contains("*")) {
      judgement
          .warnings()
          .forEach(
              finding ->
                  LogLine.warn(LOG)
                      .with(LogKey.SETTING, finding.property())
                      .with(LogKey.REASON, finding.problem())
                      .with(LogKey.DETAIL, finding.advice())
                      .say("Not as in production"));
    }
    if (!judgement.obstacles().isEmpty()) {
      throw new NotForProduction(judgement.refusal());
    }
  }
}
