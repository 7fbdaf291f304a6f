package io.m1bridge.helm;

import io.m1bridge.contactsync.ContactSyncConfig;
import io.m1bridge.contactsync.avro.SchemaRegistryConfig;
import io.m1bridge.contactsync.task.TaskSettings;
import io.m1bridge.edm.EdmConfig;
import io.m1bridge.kafka.streams.StreamsOptions;
import io.m1bridge.kafka.topic.TopicSettings;
import io.m1bridge.m1.http.M1ClientConfig;
import io.m1bridge.production.ProductionConfig;
import io.m1bridge.token.DeclaredAccounts;
import io.m1bridge.token.RemovalSettings;
import io.m1bridge.token.caller.CallerSettings;
import io.m1bridge.token.caller.JwksSettings;
import io.m1bridge.token.connect.ConnectSettings;
import io.m1bridge.token.health.MetricsSettings;
import io.m1bridge.token.log.LogSettings;
import io.m1bridge.token.refresh.RefreshSettings;
import io.m1bridge.token.secret.KeysetSettings;
import io.m1bridge.ui.oidc.OidcConfig;
import io.m1bridge.ui.page.PageConfig;
import io.m1bridge.ui.signin.SignInConfig;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/** What a service brings with it: its own configuration, and what it reads of ours. */
final class Application {

  private static final Path ROOT = Path.of("..", "..");
  private static final Path M1_DEFAULTS =
      Path.of("common", "m1-client", "src/main/resources/META-INF/microprofile-config.properties");
  private static final Path LOG_DEFAULTS =
      Path.of("common", "log", "src/main/resources/META-INF/microprofile-config.properties");

  private static final int OWN_ORDINAL = 250;
  private static final int CHART_ORDINAL = 275;
  private static final int ENVIRONMENT_ORDINAL = 300;

  private static final List<Class<?>> TOKEN =
      List.of(
          CallerSettings.class,
          ConnectSettings.class,
          DeclaredAccounts.class,
          JwksSettings.class,
          KeysetSettings.class,
          LogSettings.class,
          MetricsSettings.class,
          RefreshSettings.class,
          RemovalSettings.class);
  private static final List<Class<?>> SHARED =
      List.of(
          TopicSettings.class,
          M1ClientConfig.class,
          PageConfig.class,
          SignInConfig.class,
          OidcConfig.class,
          ProductionConfig.class);

  private final String module;

  /**
   * @param module such as {@code contact-sync-service}
   */
  Application(String module) {
    this.module = module;
  }

  /** Its application.properties. */
  Map<String, String> own() {
    return read(ROOT.resolve(module).resolve("src/main/resources/application.properties"));
  }

  /** Everything that may name a variable: {@code ${NAME}}. */
  String sources() {
    List<Class<?>> mappings = mappings();
    String defaults =
        mappings.stream()
            .flatMap(type -> Defaults.of(type).stream())
            .collect(Collectors.joining("\n"));
    return own() + defaults + read(ROOT.resolve(M1_DEFAULTS)) + read(ROOT.resolve(LOG_DEFAULTS));
  }

  /**
   * The configuration as the service would read it.
   *
   * @throws RuntimeException where a name under one of our prefixes is not read, or a value is not
   *     of its type
   */
  SmallRyeConfig read(Map<String, String> chart, Map<String, String> environment) {
    SmallRyeConfigBuilder builder =
        new SmallRyeConfigBuilder()
            .addDiscoveredConverters()
            .addDefaultInterceptors()
            .withSources(
                new PropertiesConfigSource(read(ROOT.resolve(M1_DEFAULTS)), "M1", 100),
                new PropertiesConfigSource(own(), "own", OWN_ORDINAL),
                new PropertiesConfigSource(chart, "chart", CHART_ORDINAL),
                new EnvConfigSource(environment, ENVIRONMENT_ORDINAL))
            .withDefaultValue("java.io.tmpdir", "/tmp");
    mappings().forEach(builder::withMapping);
    return builder.build();
  }

  List<Class<?>> mappings() {
    List<Class<?>> all = new ArrayList<>(SHARED);
    if (module.equals("token-service")) {
      all.addAll(TOKEN);
    } else {
      all.add(StreamsOptions.class);
      all.add(accountAccess());
      if (module.equals("edm-event-service")) {
        all.add(EdmConfig.class);
      } else {
        all.add(ContactSyncConfig.class);
        all.add(SchemaRegistryConfig.class);
        all.add(TaskSettings.class);
      }
    }
    return all;
  }

  private static Class<?> accountAccess() {
    try {
      return Class.forName("io.m1bridge.account.AccountAccessConfig");
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, String> read(Path file) {
    try {
      return properties(Files.readString(file));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static Map<String, String> properties(String text) {
    Properties properties = new Properties();
    try {
      properties.load(new java.io.StringReader(text));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return properties.stringPropertyNames().stream()
        .collect(Collectors.toMap(name -> name, properties::getProperty));
  }
}
