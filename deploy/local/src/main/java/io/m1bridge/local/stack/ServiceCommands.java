package io.m1bridge.local.stack;

import io.m1bridge.local.RunOptions.M1Access;
import io.m1bridge.local.UserError;
import io.m1bridge.local.stack.Addresses.Listener;
import io.m1bridge.process.JvmCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** How each application is started: jar, memory, ports, settings. */
final class ServiceCommands {
  private static final String JAR = "target/quarkus-app/quarkus-run.jar";

  private final Path checkout;
  private final RunDirectory directory;
  private final Addresses addresses;
  private final Credentials credentials;
  private final M1Access m1;
  private final String account;

  ServiceCommands(
      Path checkout,
      RunDirectory directory,
      Addresses addresses,
      Credentials credentials,
      M1Access m1,
      String account) {
    this.checkout = checkout;
    this.directory = directory;
    this.addresses = addresses;
    this.credentials = credentials;
    this.m1 = m1;
    this.account = account;
  }

  JvmCommand simulator() {
    return command("m1-simulator", "common/m1-simulator", addresses.simulator(), 320);
  }

  /**
   * @param replica from 0
   */
  JvmCommand tokenService(int replica, String bootstrapServers) {
    Listener listener = addresses.tokenServices().get(replica);
    String name = replica == 0 ? "token-service" : "token-service-" + (replica + 1);
    return bridge(name, "token-service", listener, 160, bootstrapServers);
  }

  JvmCommand contactSync(String bootstrapServers) {
    return caller(
        bridge(
            "contact-sync-service",
            "contact-sync-service",
            addresses.contactSync(),
            256,
            bootstrapServers),
        Credentials.CONTACT_SYNC);
  }

  JvmCommand edmEvent(String bootstrapServers) {
    return caller(
        bridge(
            "edm-event-service", "edm-event-service", addresses.edmEvent(), 224, bootstrapServers),
        Credentials.EDM_EVENT);
  }

  /** What all three services share. */
  private JvmCommand bridge(
      String name, String module, Listener listener, int heapMegabytes, String bootstrapServers) {
    return command(name, module, listener, heapMegabytes)
        .withEnv("KAFKA_BOOTSTRAP_SERVERS", bootstrapServers)
        .withEnv("M1_API_URL", m1.apiUrl())
        .withEnv("M1_AUTH_URL", m1.authUrl())
        .withEnv("TOKEN_SERVICE_URL", addresses.tokenServices().get(0).http())
        .withEnv("M1BRIDGE_UI_TOKEN", credentials.uiToken())
        .withSystemProperty(
            "m1bridge.ui.links.token-service", addresses.tokenServices().get(0).http())
        .withSystemProperty("m1bridge.ui.links.contact-sync", addresses.contactSync().http())
        .withSystemProperty("m1bridge.ui.links.edm-event", addresses.edmEvent().http());
  }

  private JvmCommand caller(JvmCommand command, String caller) {
    return command.withEnv("M1BRIDGE_CALLER_TOKEN_FILE", credentials.tokenFile(caller));
  }

  private JvmCommand command(String name, String module, Listener listener, int heapMegabytes) {
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
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError");
    for (Map.Entry<String, String> entry : listener.environment().entrySet()) {
      command = command.withEnv(entry.getKey(), entry.getValue());
    }
    return command;
  }
}
