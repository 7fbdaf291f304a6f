package io.m1bridge.local.stack;

import io.m1bridge.local.options.RunOptions;
import io.m1bridge.local.options.RunOptions.M1Access;
import io.m1bridge.local.options.UserError;
import io.m1bridge.local.stack.Addresses.Listener;
import io.m1bridge.process.CallerKeys;
import io.m1bridge.process.ChildCommand;
import io.m1bridge.process.JvmCommand;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** How each application is started: jar, memory, ports, settings. */
final class ServiceCommands {
  private static final String JAR = "target/quarkus-app/quarkus-run.jar";

  /** The JVM's compilers. Of all services only one has so much to do that the second one pays. */
  private enum Compiler {
    FIRST(1),
    ALL(4);

    private final int level;

    Compiler(int level) {
      this.level = level;
    }
  }

  private final Path checkout;
  private final RunDirectory directory;
  private final Packaging packaging;
  private final Addresses addresses;
  private final Credentials credentials;
  private final M1Access m1;
  private final String account;
  private final Path clientSecret;
  private final Optional<Path> mapping;

  ServiceCommands(
      Path checkout,
      RunDirectory directory,
      Packaging packaging,
      Addresses addresses,
      Credentials credentials,
      M1Access m1,
      String account,
      Optional<Path> mapping) {
    this.checkout = checkout;
    this.directory = directory;
    this.packaging = packaging;
    this.addresses = addresses;
    this.credentials = credentials;
    this.m1 = m1;
    this.account = account;
    this.mapping = mapping;
    this.clientSecret = directory.write("client-secret", m1.clientSecret());
  }

  ChildCommand simulator() {
    return packaging.of(
        command("m1-simulator", "common/m1-simulator", addresses.simulator(), 320, Compiler.FIRST),
        "m1-simulator",
        Optional.empty());
  }

  /** All services, each with where it listens. */
  Map<ChildCommand, Listener> services(String bootstrapServers) {
    Map<ChildCommand, Listener> all = new LinkedHashMap<>();
    for (int replica = 0; replica < addresses.tokenServices().size(); replica++) {
      all.put(tokenService(replica, bootstrapServers), addresses.tokenServices().get(replica));
    }
    for (int replica = 0; replica < addresses.contactSyncs().size(); replica++) {
      all.put(contactSync(replica, bootstrapServers), addresses.contactSyncs().get(replica));
    }
    for (int replica = 0; replica < addresses.edmEvents().size(); replica++) {
      all.put(edmEvent(replica, bootstrapServers), addresses.edmEvents().get(replica));
    }
    return all;
  }

  /**
   * @param replica from 0
   */
  private ChildCommand tokenService(int replica, String bootstrapServers) {
    Listener listener = addresses.tokenServices().get(replica);
    String name = "token-service" + suffix(replica);
    String declared = "m1bridge.accounts." + account + ".";
    JvmCommand command =
        bridge(name, "token-service", listener, 160, Compiler.FIRST, bootstrapServers)
            .withEnv("M1BRIDGE_TOKEN_KEYSET_FILE", credentials.keyset())
            .withEnv("M1BRIDGE_JWT_PUBLIC_KEY_FILE", credentials.publicKey())
            .withEnv("M1BRIDGE_JWT_ISSUER", CallerKeys.ISSUER)
            .withEnv("M1BRIDGE_PUBLIC_URL", addresses.tokenServices().get(0).http())
            .withEnv("M1BRIDGE_ADVERTISED_URL", listener.http())
            .withSystemProperty("m1bridge.ui.form-action-origins", origin(m1.authUrl()))
            .withSystemProperty(declared + "client-id", m1.clientId())
            .withSystemProperty(declared + "client-secret-file", clientSecret)
            .withSystemProperty(declared + "plan", m1.plan());
    return packaging.of(command, "token-service", Optional.empty());
  }

  private static String origin(URI uri) {
    return uri.getScheme() + "://" + uri.getAuthority();
  }

  private static String suffix(int replica) {
    return replica == 0 ? "" : "-" + (replica + 1);
  }

  private ChildCommand contactSync(int replica, String bootstrapServers) {
    JvmCommand command =
        bridge(
                "contact-sync-service" + suffix(replica),
                "contact-sync-service",
                addresses.contactSyncs().get(replica),
                256,
                Compiler.ALL,
                bootstrapServers)
            .withSystemProperty(
                "m1bridge.streams.application-server",
                addresses.contactSyncs().get(replica).http().getAuthority())
            // Here contacts live for minutes: many deletes are meant.
            .withSystemProperty("m1bridge.contact-sync.delete-guard.share", "1")
            // Recipients of invented campaigns unsubscribe in dozens, and a run is checked for M1
            // showing what the CRM has.
            .withSystemProperty("m1bridge.contact-sync.suppressions", "allow");
    return caller(
        mapping.map(file -> mapped(command, file)).orElse(command),
        Credentials.CONTACT_SYNC,
        replica);
  }

  private JvmCommand mapped(JvmCommand command, Path file) {
    return command
        .withSystemProperty("m1bridge.contact-sync.default-account", account)
        .withSystemProperty(
            "m1bridge.contact-sync.sources.\"" + RunOptions.MAPPED_TOPIC + "\"",
            file.toAbsolutePath().toString());
  }

  private ChildCommand edmEvent(int replica, String bootstrapServers) {
    return caller(
        bridge(
                "edm-event-service" + suffix(replica),
                "edm-event-service",
                addresses.edmEvents().get(replica),
                224,
                Compiler.FIRST,
                bootstrapServers)
            .withSystemProperty(
                "m1bridge.streams.application-server",
                addresses.edmEvents().get(replica).http().getAuthority())
            // A demo's campaigns live for seconds or minutes, not for days.
            .withSystemProperty("m1bridge.edm.poll.min-interval", "4s")
            .withSystemProperty("m1bridge.edm.poll.max-interval", "12s")
            .withSystemProperty("m1bridge.edm.poll.discovery-interval", "5s"),
        Credentials.EDM_EVENT,
        replica);
  }

  /** What all three services share. */
  private JvmCommand bridge(
      String name,
      String module,
      Listener listener,
      int heapMegabytes,
      Compiler compiler,
      String bootstrapServers) {
    return command(name, module, listener, heapMegabytes, compiler)
        .withEnv("KAFKA_BOOTSTRAP_SERVERS", bootstrapServers)
        .withEnv("M1_API_URL", m1.apiUrl())
        .withEnv("M1_AUTH_URL", m1.authUrl())
        .withEnv("TOKEN_SERVICE_URL", tokenServices())
        .withEnv("M1BRIDGE_UI_TOKEN", credentials.uiToken())
        .withSystemProperty(
            "m1bridge.ui.links.token-service", addresses.tokenServices().get(0).http())
        .withSystemProperty("m1bridge.ui.links.contact-sync", addresses.contactSync().http())
        .withSystemProperty("m1bridge.ui.links.edm-event", addresses.edmEvent().http());
  }

  private String tokenServices() {
    return addresses.tokenServices().stream()
        .map(listener -> listener.http().toString())
        .collect(Collectors.joining(","));
  }

  private ChildCommand caller(JvmCommand command, String caller, int replica) {
    return packaging.of(
        command.withEnv("M1BRIDGE_CALLER_TOKEN_FILE", credentials.tokenFile(caller)),
        caller + "-service",
        Optional.of(directory.path().resolve(caller + "-state" + suffix(replica))));
  }

  private JvmCommand command(
      String name, String module, Listener listener, int heapMegabytes, Compiler compiler) {
    Path jar = checkout.resolve(module).resolve(JAR);
    if (!Files.isRegularFile(jar)) {
      throw new UserError(
          name + " is not built: " + jar + " is missing.", "./run builds it; start it by that.");
    }
    JvmCommand command =
        JvmCommand.ofJar(name, jar)
            .withJvmOptions(
                "-Xmx" + heapMegabytes + "m",
                "-Xss512k",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:TieredStopAtLevel=" + compiler.level);
    for (Map.Entry<String, String> entry : listener.environment().entrySet()) {
      command = command.withEnv(entry.getKey(), entry.getValue());
    }
    return command;
  }
}
