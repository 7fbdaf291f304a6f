package io.m1bridge.browser;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.process.CallerKeys;
import io.m1bridge.process.FreePort;
import io.m1bridge.process.GeneratedKeyset;
import io.m1bridge.process.JvmCommand;
import io.m1bridge.process.KafkaCluster;
import io.m1bridge.process.LocalProcesses;
import io.m1bridge.process.ServiceJar;
import io.m1bridge.process.ServiceProcess;
import io.m1bridge.process.SimulatorProcess;
import io.m1bridge.process.http.Answer;
import io.m1bridge.process.http.JsonHttp;
import io.m1bridge.process.http.SimulatorControl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Everything that the pages need, as real processes, started once per test JVM and ended with it.
 * The simulator is {@code localhost} for the browser and the services {@code 127.0.0.1}: two sites,
 * as M1 and the services are.
 */
final class Site {

  static final String UI_TOKEN = "browser-tests-0123456789abcdef0123456789";

  private static final String HOST = "http://127.0.0.1:";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static Site site;

  private final JsonHttp http = new JsonHttp();
  private final CallerKeys callers = CallerKeys.generate(Clock.systemUTC());
  private final LocalProcesses processes;
  private final Path directory;
  private final String bootstrapServers;
  private final URI simulator;
  private final List<Integer> ports = FreePort.find(6);
  private final ServiceProcess tokens;
  private final ServiceProcess contactSync;
  private final ServiceProcess edmEvent;

  static synchronized Site get() {
    if (site == null) {
      try {
        site = new Site();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return site;
  }

  private Site() throws IOException {
    directory = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "site-");
    processes = LocalProcesses.in(directory);
    bootstrapServers = KafkaCluster.start(processes, 1).bootstrapServers();
    URI base = SimulatorProcess.start(processes).base();
    simulator = URI.create(base.toString().replace("127.0.0.1", "localhost"));
    Path publicKey = Files.writeString(directory.resolve("callers.pem"), callers.publicKeyPem());
    tokens =
        processes.start(
            service("token-service", 0, 160)
                // What is reported here is reported as soon as there is a token.
                .withEnv("M1BRIDGE_TOKEN_REFRESH_NEW_TOKEN_KNOWN_AFTER", "0s")
                .withEnv("M1BRIDGE_TOKEN_KEYSET_FILE", GeneratedKeyset.in(processes))
                .withEnv("M1BRIDGE_JWT_PUBLIC_KEY_FILE", publicKey.toAbsolutePath())
                .withEnv("M1BRIDGE_PUBLIC_URL", tokenService())
                .withEnv("M1BRIDGE_ADVERTISED_URL", tokenService()));
    contactSync = processes.start(caller("contact-sync-service", "contact-sync", 1));
    edmEvent =
        processes.start(
            caller("edm-event-service", "edm-event", 2)
                .withSystemProperty("m1bridge.edm.poll.min-interval", "2s")
                .withSystemProperty("m1bridge.edm.poll.discovery-interval", "2s"));
    awaitTokenService();
  }

  private JvmCommand service(String module, int number, int heapMegabytes) {
    return JvmCommand.ofJar(module, ServiceJar.locate(module))
        .withJvmOptions("-Xmx" + heapMegabytes + "m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
        .withEnv("KAFKA_BOOTSTRAP_SERVERS", bootstrapServers)
        .withEnv("M1_API_URL", simulator.resolve("/v2"))
        .withEnv("M1_AUTH_URL", simulator)
        .withEnv("TOKEN_SERVICE_URL", tokenService())
        .withEnv("M1BRIDGE_UI_TOKEN", UI_TOKEN)
        .withEnv("QUARKUS_HTTP_HOST", "127.0.0.1")
        .withEnv("QUARKUS_HTTP_PORT", ports.get(number))
        .withEnv("QUARKUS_MANAGEMENT_HOST", "127.0.0.1")
        .withEnv("QUARKUS_MANAGEMENT_PORT", ports.get(number + 3))
        .withSystemProperty("m1bridge.ui.links.token-service", HOST + ports.get(0))
        .withSystemProperty("m1bridge.ui.links.contact-sync", HOST + ports.get(1))
        .withSystemProperty("m1bridge.ui.links.edm-event", HOST + ports.get(2));
  }

  private JvmCommand caller(String module, String subject, int number) throws IOException {
    Path token =
        Files.writeString(
            directory.resolve(subject + ".jwt"), callers.token(subject, Duration.ofHours(1)));
    return service(module, number, 224)
        .withEnv("M1BRIDGE_CALLER_TOKEN_FILE", token.toAbsolutePath())
        .withSystemProperty(
            "m1bridge.streams.state-dir", directory.resolve(subject + "-state").toAbsolutePath());
  }

  private void awaitTokenService() {
    tokens.awaitReady(URI.create(HOST + ports.get(3) + "/q/health/ready"), PATIENCE);
  }

  void awaitAll() {
    contactSync.awaitReady(URI.create(HOST + ports.get(4) + "/q/health/ready"), PATIENCE);
    edmEvent.awaitReady(URI.create(HOST + ports.get(5) + "/q/health/ready"), PATIENCE);
  }

  void killAndRestartTokenService() {
    tokens.sigkill();
    tokens.restart();
    awaitTokenService();
  }

  String tokenService() {
    return HOST + ports.get(0);
  }

  String bootstrapServers() {
    return bootstrapServers;
  }

  /** A browser that may talk to the services and, where it goes to M1, to the simulator. */
  Tab tab() {
    return new Tab(
        Set.of(tokenService(), HOST + ports.get(1), HOST + ports.get(2)), simulator.toString());
  }

  /** The same, signed in by the form. */
  Tab signedInTab() {
    Tab tab = tab();
    tab.page().navigate(tokenService() + "/");
    tab.page().getByLabel("Token").fill(UI_TOKEN);
    tab.page().getByText("Sign in").last().click();
    tab.page().waitForURL(tokenService() + "/");
    return tab;
  }

  /** An account at M1, with one contact, so that M1's own number of it can be read. */
  void m1Account(String id, String clientId, String m1Number) {
    sim(
        "PUT",
        "/accounts/" + id,
        "{\"clientId\":\"%s\",\"secrets\":[\"secret\"],\"plan\":\"diamond\",\"m1AccountId\":%s}"
            .formatted(clientId, m1Number));
    String token = sim("POST", "/accounts/" + id + "/tokens/issue", "").get("accessToken").asText();
    answer(
        http.post(simulator.resolve("/v2/contact/add"))
            .form(
                form("token", token)
                    + "&opType=2&"
                    + form("contacts", "[{\"email\":\"li@example.com\"}]")));
  }

  /** Declares an account here. */
  void declare(String id, String clientId, int callsPerHour) {
    rest(
        "local-admin",
        "PUT",
        "/v1/accounts/" + id,
        "{\"clientId\":\"%s\",\"clientSecrets\":[\"secret\"],\"plan\":\"diamond\",\"callsPerHour\":%d}"
            .formatted(clientId, callsPerHour));
  }

  /** The call happens at M1, and its answer is lost. */
  void loseNextTokenAnswer(String account) {
    sim(
        "POST",
        "/faults",
        "{\"path\":\"/access_token\",\"kind\":\"reset-after\",\"times\":1,\"account\":\"%s\"}"
            .formatted(account));
  }

  /** The simulator's control API. */
  JsonNode sim(String method, String path, String body) {
    return new SimulatorControl(simulator.resolve("/_sim")).send(method, path, body);
  }

  /** The code of an account of M1 whose owner consented in another browser: an attacker's. */
  String foreignCode(String id, String clientId) {
    String location =
        answer(
                http.post(simulator.resolve("/authorize"))
                    .form(
                        form("client_id", clientId)
                            + "&response_type=code&decision=allow&"
                            + form("account", id)
                            + "&"
                            + form("redirect_uri", tokenService() + "/oauth2/callback")))
            .location()
            .toString();
    return location.substring(location.indexOf("code=") + 5).replaceAll("&.*", "");
  }

  /** Token-service's REST, as one of its callers. */
  JsonNode rest(String subject, String method, String path, String body) {
    try {
      return http.call(method, URI.create(tokenService() + path))
          .bearer(callers.token(subject, Duration.ofMinutes(5)))
          .json(body)
          .ok();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Answer answer(JsonHttp.Call call) {
    try {
      return call.answer();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String form(String name, String value) {
    return name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  /** Everything that token-service has logged. */
  String tokenServiceLog() {
    try {
      return Files.readString(tokens.logFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
