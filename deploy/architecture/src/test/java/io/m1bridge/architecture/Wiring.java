package io.m1bridge.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Set;
import java.util.function.Predicate;

/** The classes that put parts together: they know all of these, and read the clock for them. */
final class Wiring {

  /** By name, one by one: a name's ending tells nothing of what a class does. */
  static final Set<String> NAMES =
      Set.of(
          "io.m1bridge.account.AccountAccessProducer",
          "io.m1bridge.benchmarks.Main",
          "io.m1bridge.cli.Main",
          "io.m1bridge.contactsync.ContactSyncBeans",
          "io.m1bridge.contactsync.Main",
          "io.m1bridge.contactsync.ProductionBeans",
          "io.m1bridge.contactsync.TraceBeans",
          "io.m1bridge.contactsync.errand.web.ErrandBeans",
          "io.m1bridge.contactsync.replay.web.ReplayBeans",
          "io.m1bridge.edm.EdmBeans",
          "io.m1bridge.edm.ProductionBeans",
          "io.m1bridge.local.Main",
          "io.m1bridge.m1.http.M1ClientProducer",
          "io.m1bridge.process.broker.BrokerMain",
          "io.m1bridge.simulator.web.CloudProducer",
          "io.m1bridge.systemtests.Main",
          "io.m1bridge.token.ProductionBeans",
          "io.m1bridge.token.TokenParts",
          "io.m1bridge.token.TokenServiceMain",
          "io.m1bridge.token.caller.CallerAuthentication",
          "io.m1bridge.ui.signin.ClockProducer");

  static final DescribedPredicate<JavaClass> CLASSES =
      DescribedPredicate.describe("wiring", among(NAMES));

  private Wiring() {}

  /** Whether a class, or the one that it stands in, is one of these. */
  static Predicate<JavaClass> among(Set<String> names) {
    return type -> names.contains(type.getName().split("\\$", 2)[0]);
  }
}
