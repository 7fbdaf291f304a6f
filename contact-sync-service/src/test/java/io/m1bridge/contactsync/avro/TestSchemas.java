package io.m1bridge.contactsync.avro;

import io.m1bridge.contactsync.task.TestSettings;
import io.m1bridge.testkit.registry.TestSchemaRegistry;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The service's side of a registry for tests. */
public final class TestSchemas {

  private TestSchemas() {}

  /** As the settings of the service make it. */
  public static Schemas of(TestSchemaRegistry registry) {
    return of(registry, "5s");
  }

  /**
   * @param timeout of a request, and how long whoever needs a schema waits
   */
  public static Schemas of(TestSchemaRegistry registry, String timeout) {
    return SchemaRegistry.of(
        TestSettings.of(
            SchemaRegistryConfig.class,
            Map.of(
                "schema-registry.url",
                registry.url().toString(),
                "schema-registry.timeout",
                timeout)),
        Clock.systemUTC());
  }

  /** Of a registry that does not answer. */
  public static Schemas pending() {
    return failing(() -> new SchemaPending(7));
  }

  /** Whose reading fails. */
  public static Schemas failing(Supplier<RuntimeException> failure) {
    return new Schemas() {
      @Override
      public boolean isSettled(int id) {
        return true;
      }

      @Override
      public Found get(int id) {
        throw failure.get();
      }

      @Override
      public Optional<String> problem() {
        return Optional.empty();
      }
    };
  }
}
