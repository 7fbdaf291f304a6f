package io.m1bridge.testkit.m1;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.m1.AccessToken;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Outcome;
import io.m1bridge.m1.M1Port;
import io.m1bridge.m1.http.M1Clients;
import io.m1bridge.process.http.SimulatorControl;
import io.m1bridge.testkit.process.SharedSimulator;
import io.m1bridge.testkit.time.MutableClock;
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
 * Account {@code demo} of the shared simulator behind the real client, for a task in virtual time:
 * each call is over before its tick ends, and M1's clock goes as the task's.
 */
public final class SimulatedM1 implements M1Port, AutoCloseable {

  private static final Duration OLD_TOKEN = Duration.ofMinutes(1);

  private final SimulatorControl simulator = new SimulatorControl(SharedSimulator.control());
  private final MutableClock time;
  private final M1Clients clients;
  private final AccessToken token;
  private Supplier<Instant> clock = () -> Instant.EPOCH;
  private Instant last = Instant.EPOCH;
  private int calls;

  /** An M1 that is empty and behaves as these knobs say. */
  public SimulatedM1(String knobs) {
    control("POST", "/reset", "");
    control("PUT", "/clock", "{\"scale\": 0}");
    // A port has no means to refresh it.
    control("PATCH", "/behaviour", "{\"oauth\": {\"accessTokenLife\": \"P1000D\"}}");
    control("PATCH", "/behaviour", knobs);
    token = new AccessToken(account("POST", "/tokens/issue", "").path("accessToken").asText());
    time = MutableClock.at(now());
    clients = HttpClients.open(SharedSimulator.apiUrl(), SharedSimulator.authUrl(), Map.of(), time);
  }

  /**
   * Draws an M1 whose oddities must not change the outcome. To be called before {@link #follow}.
   *
   * @return what was drawn, as JSON
   */
  public String draw(long seed) {
    // The token is of an M1 that had no oddities: how new ones are is no part of this.
    control("POST", "/clock/advance", "{\"by\": \"" + OLD_TOKEN + "\"}");
    time.advance(OLD_TOKEN);
    return control("POST", "/draw", DrawnSeed.harmless(seed)).toString();
  }

  /** M1's time now. */
  public Instant now() {
    return Instant.parse(control("GET", "/clock", "").path("now").asText());
  }

  /** From here on M1's time goes as this clock's. */
  public void follow(Clock leader) {
    clock = leader::instant;
    last = leader.instant();
  }

  @Override
  public <T> CompletionStage<M1Outcome<T>> send(
      AccountId account, AccessToken ignored, M1Call<T> call) {
    calls++;
    Instant now = clock.get();
    if (now.isAfter(last)) {
      Duration passed = Duration.between(last, now);
      control("POST", "/clock/advance", "{\"by\": \"" + passed + "\"}");
      time.advance(passed);
      last = now;
    }
    return CompletableFuture.completedFuture(
        clients.m1().send(account, token, call).toCompletableFuture().join());
  }

  /** Addresses of all contacts that M1 holds. */
  public Set<String> emails() {
    Set<String> emails = new TreeSet<>();
    account("GET", "/contacts", "").forEach(contact -> emails.add(contact.path("email").asText()));
    return emails;
  }

  /** All contacts that M1 holds: address, city, groups, custom fields. */
  public Set<String> contacts() {
    Set<String> all = new TreeSet<>();
    for (JsonNode contact : account("GET", "/contacts", "")) {
      all.add(
          contact.path("email").asText()
              + contact.path("city").asText()
              + contact.path("groups")
              + contact.path("custom"));
    }
    return all;
  }

  /** How many calls were made through this port. */
  public int calls() {
    return calls;
  }

  /** Asks account {@code demo} of the control API. */
  public JsonNode account(String method, String path, String body) {
    return control(method, "/accounts/demo" + path, body);
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
