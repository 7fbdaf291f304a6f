package io.m1bridge.contactsync.task;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.m1.AccessToken;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Outcome;
import io.m1bridge.m1.M1Port;
import io.m1bridge.m1.http.M1ClientConfig;
import io.m1bridge.m1.http.M1Clients;
import io.m1bridge.process.http.SimulatorControl;
import io.m1bridge.testkit.process.SharedSimulator;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * The simulator behind the real client, for a task in virtual time: each call is over before its
 * tick ends, and M1's clock goes as the task's.
 */
final class SimulatedM1 implements M1Port, AutoCloseable {

  private final SimulatorControl simulator = new SimulatorControl(SharedSimulator.control());
  private final M1Clients clients;
  private final AccessToken token;
  private Supplier<Instant> clock = () -> Instant.EPOCH;
  private Instant last = Instant.EPOCH;
  int calls;

  /** An M1 that is empty and behaves as these knobs say. */
  SimulatedM1(String knobs) {
    control("POST", "/reset", "");
    control("PATCH", "/behaviour", knobs);
    token =
        new AccessToken(
            control("POST", "/accounts/demo/tokens/issue", "").path("accessToken").asText());
    clients =
        new M1Clients(
            new SmallRyeConfigBuilder()
                .withMapping(M1ClientConfig.class)
                .withDefaultValues(
                    Map.of(
                        "m1bridge.m1.url", SharedSimulator.apiUrl().toString(),
                        "m1bridge.m1.auth-url", SharedSimulator.authUrl().toString(),
                        "m1bridge.m1.breaker.window", "1000"))
                // Quarkus reads 3s as well as PT3S; this library alone reads the latter.
                .withConverter(Duration.class, 200, text -> Duration.parse("PT" + text))
                .build()
                .getConfigMapping(M1ClientConfig.class),
            new SimpleMeterRegistry(),
            Clock.systemUTC());
  }

  /** From here on M1's time goes as this clock's. */
  void follow(Clock leader) {
    clock = leader::instant;
    last = leader.instant();
  }

  @Override
  public <T> CompletionStage<M1Outcome<T>> send(
      AccountId account, AccessToken ignored, M1Call<T> call) {
    calls++;
    Instant now = clock.get();
    if (now.isAfter(last)) {
      control("POST", "/clock/advance", "{\"by\": \"" + Duration.between(last, now) + "\"}");
      last = now;
    }
    return CompletableFuture.completedFuture(
        clients.m1().send(account, token, call).toCompletableFuture().join());
  }

  /** Addresses of all contacts that M1 holds. */
  Set<String> emails() {
    Set<String> emails = new TreeSet<>();
    control("GET", "/accounts/demo/contacts", "")
        .forEach(contact -> emails.add(contact.path("email").asText()));
    return emails;
  }

  /** All contacts that M1 holds: address, city, groups, custom fields. */
  Set<String> contacts() {
    Set<String> all = new TreeSet<>();
    for (JsonNode contact : control("GET", "/accounts/demo/contacts", "")) {
      all.add(
          contact.path("email").asText()
              + contact.path("city").asText()
              + contact.path("groups")
              + contact.path("custom"));
    }
    return all;
  }

  private JsonNode control(String method, String path, String body) {
    return simulator.send(method, path, body);
  }

  @Override
  public void close() {
    clients.close();
    control("POST", "/reset", "");
  }
}
