package io.m1bridge.testkit.m1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.m1.AccessToken;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.Contact;
import io.m1bridge.m1.ContactField;
import io.m1bridge.m1.M1Answers;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Outcome;
import io.m1bridge.m1.OAuth2Port;
import io.m1bridge.m1.OAuth2Port.Grant;
import io.m1bridge.m1.OpType;
import io.m1bridge.m1.http.M1Clients;
import io.m1bridge.process.http.SimulatorControl;
import io.m1bridge.testkit.process.SharedSimulator;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** One account of the shared simulator, and the whole client before it. */
final class SimulatedAccount implements AutoCloseable {

  static final AccountId ID = new AccountId("m1-knobs-it");
  private static final OAuth2Port.Client CLIENT = new OAuth2Port.Client("it-client", "it-secret");

  final SimulatorControl simulator = new SimulatorControl(SharedSimulator.control());

  private final M1Clients clients;
  private AccessToken token = new AccessToken("none yet");
  private String refreshToken = "";

  /** Many calls fail on purpose here, so the breaker's window is out of reach. */
  SimulatedAccount() {
    this(Map.of("m1bridge.m1.breaker.window", "1000000", "m1bridge.m1.call-timeout", "20s"));
  }

  private SimulatedAccount(Map<String, String> settings) {
    clients =
        HttpClients.open(
            SharedSimulator.apiUrl(), SharedSimulator.authUrl(), settings, Clock.systemUTC());
  }

  /** Its client gives a call up after 4 s, and has the breaker that a service has. */
  static SimulatedAccount impatient() {
    return new SimulatedAccount(
        Map.of("m1bridge.m1.connect-timeout", "1s", "m1bridge.m1.call-timeout", "4s"));
  }

  /** An account without contacts, at an M1 whose knobs stand at their defaults. */
  void reset() {
    reset("{\"clientId\": \"it-client\", \"secrets\": [\"it-secret\"]}");
  }

  /** As {@link #reset()}, with these settings of the account. */
  void reset(String settings) {
    simulator.send("POST", "/reset", "");
    simulator.send("PUT", "/accounts/" + ID, settings);
    newToken();
  }

  void newToken() {
    JsonNode tokens = simulator.send("POST", "/accounts/" + ID + "/tokens/issue", "");
    token = new AccessToken(tokens.path("accessToken").asText());
    refreshToken = tokens.path("refreshToken").asText();
  }

  /** Turns knobs: one part of the behaviour, as {@code PATCH /_sim/behaviour} takes it. */
  void behave(String part, String patch) {
    simulator.send("PATCH", "/behaviour", "{\"" + part + "\": " + patch + "}");
  }

  /** The next call to these paths fails so. */
  void fault(String path, String kind, String more) {
    simulator.send(
        "POST",
        "/faults",
        "{\"path\": \"" + path + "\", \"kind\": \"" + kind + "\", \"times\": 1" + more + "}");
  }

  /** Lets M1's time pass. */
  void pass(String duration) {
    simulator.send("POST", "/clock/advance", "{\"by\": \"" + duration + "\"}");
  }

  /** Makes a call. It ends within a minute, for each of its time-outs is shorter. */
  <T> M1Outcome<T> send(M1Call<T> call) {
    return send(token, call);
  }

  /** As {@link #send(M1Call)}, with another access token. */
  <T> M1Outcome<T> send(AccessToken with, M1Call<T> call) {
    return end(call.name(), clients.m1().send(ID, with, call));
  }

  /** Refreshes with the refresh token of the last {@link #newToken()}. */
  Grant refresh() {
    return end("refresh", clients.oauth2().refresh(CLIENT, refreshToken));
  }

  private static <T> T end(String what, CompletionStage<T> call) {
    try {
      return call.toCompletableFuture().get(60, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(what + " ended by an exception", e);
    }
  }

  /** Makes a call that M1 accepts. */
  <T> T value(M1Call<T> call) {
    M1Outcome<T> outcome = send(call);
    assertThat(outcome).as(call.name()).isInstanceOf(M1Outcome.Accepted.class);
    return ((M1Outcome.Accepted<T>) outcome).value();
  }

  /** Makes a call that M1 accepts, and that answers nothing else. */
  void done(M1Call<M1Answers.Done> call) {
    assertThat(value(call)).isEqualTo(M1Answers.Done.DONE);
  }

  /** Adds people with these addresses. */
  static M1Call.AddContacts add(String... emails) {
    List<Contact> contacts = new ArrayList<>();
    for (String email : emails) {
      contacts.add(
          Contact.of(Map.of(ContactField.EMAIL, email, ContactField.FULL_NAME, "名"), Map.of()));
    }
    return new M1Call.AddContacts(contacts, Optional.empty(), OpType.MERGE);
  }

  static M1Call.ListContacts list(int page) {
    return new M1Call.ListContacts(List.of(), page, M1Call.MAX_PAGE);
  }

  @Override
  public void close() {
    simulator.send("POST", "/reset", "");
    clients.close();
  }
}
