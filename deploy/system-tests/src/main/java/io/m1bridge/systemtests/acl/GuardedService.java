package io.m1bridge.systemtests.acl;

import io.m1bridge.process.CallerKeys;
import io.m1bridge.process.FreePort;
import io.m1bridge.process.GeneratedKeyset;
import io.m1bridge.process.JvmCommand;
import io.m1bridge.process.LocalProcesses;
import io.m1bridge.process.ServiceJar;
import io.m1bridge.process.ServiceProcess;
import io.m1bridge.process.http.Answer;
import io.m1bridge.process.http.JsonHttp;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A service that is a user of a guarded Kafka; all else that it talks to is absent. */
final class GuardedService {

  private static final String HOST = "127.0.0.1";
  private static final int OK = 200;
  private static final int DOWN = 503;
  private static final long POLL_MILLIS = 200;

  private final ServiceProcess process;
  private final URI ready;
  private final URI live;
  private final Duration patience;
  private final JsonHttp http;

  private GuardedService(ServiceProcess process, URI health, Duration patience) {
    this.process = process;
    this.ready = health.resolve("ready");
    this.live = health.resolve("live");
    this.patience = patience;
    this.http = new JsonHttp(patience);
  }

  /**
   * @param connection Kafka client properties of its user
   * @param service its module
   * @param patience how long an answer may take that must come
   */
  static GuardedService start(
      LocalProcesses processes, Map<String, String> connection, String service, Duration patience)
      throws IOException {
    int management = FreePort.find();
    Path directory = Files.createDirectories(processes.directory().resolve(service));
    Path callerToken = Files.writeString(directory.resolve("caller.jwt"), "not-checked-here");
    Path key =
        Files.writeString(
            directory.resolve("key.pem"), CallerKeys.generate(Clock.systemUTC()).publicKeyPem());
    String nobody = "http://" + HOST + ":" + FreePort.find();
    JvmCommand command =
        JvmCommand.ofJar(service, ServiceJar.locate(service))
            .withEnv("M1_API_URL", nobody + "/v2")
            .withEnv("M1_AUTH_URL", nobody)
            .withEnv("TOKEN_SERVICE_URL", nobody)
            .withEnv("M1BRIDGE_CALLER_TOKEN_FILE", callerToken)
            .withEnv("M1BRIDGE_JWT_PUBLIC_KEY_FILE", key)
            .withEnv("M1BRIDGE_STREAMS_STATE_DIR", directory.resolve("state"))
            .withEnv("M1BRIDGE_STREAMS_DENIED_PAUSE", "500ms")
            .withEnv("M1BRIDGE_STREAMS_ACCESS_CHECK_EVERY", "1s")
            .withEnv("M1BRIDGE_TOKEN_ACCESS_CHECK_EVERY", "1s")
            .withEnv("M1BRIDGE_TOPICS_RETRY_EVERY", "500ms")
            .withEnv("QUARKUS_HTTP_HOST", HOST)
            .withEnv("QUARKUS_HTTP_PORT", FreePort.find())
            .withEnv("QUARKUS_MANAGEMENT_HOST", HOST)
            .withEnv("QUARKUS_MANAGEMENT_PORT", management);
    for (Map.Entry<String, String> property : connection.entrySet()) {
      command = command.withEnv(variable(property.getKey()), property.getValue());
    }
    if (service.equals("token-service")) {
      command = command.withEnv("M1BRIDGE_TOKEN_KEYSET_FILE", GeneratedKeyset.in(processes));
    }
    return new GuardedService(
        processes.start(command),
        URI.create("http://" + HOST + ":" + management + "/q/health/"),
        patience);
  }

  private static String variable(String property) {
    return "KAFKA_" + property.replace('.', '_').toUpperCase(Locale.ROOT);
  }

  ServiceProcess process() {
    return process;
  }

  /** Waits until it is ready, and returns the last answer, which is another one if it never is. */
  Readiness awaitReady() throws InterruptedException {
    return await(Readiness::isReady);
  }

  /** Waits until it is not ready for one of these reasons, and returns the last answer. */
  Readiness awaitDown(List<String> reasons) throws InterruptedException {
    return await(answer -> answer.isDown(reasons));
  }

  private Readiness await(Predicate<Readiness> expected) throws InterruptedException {
    long until = System.nanoTime() + patience.toNanos();
    while (true) {
      Readiness answer = ask();
      if (expected.test(answer) || System.nanoTime() > until || !process.isAlive()) {
        return answer;
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
  }

  Readiness ask() {
    return ask(ready);
  }

  /** Whether nothing but a new process would help. */
  boolean isDead() {
    return ask(live).status() == DOWN;
  }

  private Readiness ask(URI health) {
    try {
      Answer answer = http.get(health).answer();
      return new Readiness(answer.status(), answer.body());
    } catch (IOException e) {
      return new Readiness(0, String.valueOf(e.getMessage()));
    }
  }

  /**
   * @param status 0 where nothing answered
   */
  record Readiness(int status, String body) {
    boolean isReady() {
      return status == OK;
    }

    boolean isDown(List<String> reasons) {
      return status == DOWN && reasons.stream().anyMatch(body::contains);
    }
  }
}
