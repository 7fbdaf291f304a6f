package io.m1bridge.benchmarks.contactsync;

import io.m1bridge.process.Checkout;
import io.m1bridge.process.ServiceJar;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** This checkout, and the one that it is measured against, if any. */
final class Checkouts {

  /** Environment variable with the root of another checkout, built. */
  static final String AGAINST = "M1BRIDGE_BENCHMARK_AGAINST";

  static final String OURS = "ours";
  static final String OTHER = "other";

  private Checkouts() {}

  /** The one or two, ours first. */
  static Map<String, Path> all() {
    Map<String, Path> all = new LinkedHashMap<>();
    all.put(OURS, Checkout.root());
    String against = System.getenv(AGAINST);
    if (against != null) {
      all.put(OTHER, Path.of(against).toAbsolutePath());
    }
    return all;
  }

  /** What starts contact-sync-service of a checkout. */
  static Path jar(Path checkout) {
    return ServiceJar.locate(checkout, "contact-sync-service");
  }
}
