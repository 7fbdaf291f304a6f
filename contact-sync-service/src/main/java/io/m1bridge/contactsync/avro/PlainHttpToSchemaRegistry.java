package io.m1bridge.contactsync.avro;

import io.m1bridge.production.Finding;
import io.m1bridge.production.PlainHttp;
import io.m1bridge.production.ProductionCheck;
import java.util.List;

/** Whether what signs in to the schema registry crosses the network readable. */
public final class PlainHttpToSchemaRegistry implements ProductionCheck {

  private static final String PREFIX = "m1bridge.contact-sync.schema-registry.";

  private final SchemaRegistryConfig config;

  public PlainHttpToSchemaRegistry(SchemaRegistryConfig config) {
    this.config = config;
  }

  @Override
  public List<Finding> findings() {
    boolean signsIn = config.basic().user().isPresent() || config.oauth().tokenUrl().isPresent();
    if (config.oauth().tokenUrl().filter(PlainHttp::leavesThisMachine).isPresent()) {
      return List.of(readable(PREFIX + "oauth.token-url"));
    }
    return signsIn && config.url().filter(PlainHttp::leavesThisMachine).isPresent()
        ? List.of(readable(PREFIX + "url"))
        : List.of();
  }

  private static Finding readable(String setting) {
    return Finding.warning(
        setting,
        "the schema registry is signed in to over plain http: everyone on the way can read the"
            + " password or the token",
        "Use https, or a network that nobody else is in");
  }
}
