package io.m1bridge.token.account;

import io.m1bridge.token.state.Registration;
import io.m1bridge.token.state.Registration.Origin;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Checks a declaration, wherever it comes from, and fills in what it leaves out. */
public final class Registrations {

  /** Calls per hour of M1's plans that have an API. */
  private static final Map<String, Integer> PLANS = Map.of("gold", 2_000, "diamond", 4_000);

  private static final int FEWEST = 10;
  private static final int MOST_RESERVE = 90;

  private final URI callback;

  /**
   * @param publicUrl of token-service as a browser sees it
   */
  public Registrations(URI publicUrl) {
    this.callback = URI.create(publicUrl.toString().replaceAll("/+$", "") + "/oauth2/callback");
  }

  /**
   * A complete registration.
   *
   * @throws IllegalArgumentException says what is wrong, for the one who declared it; never repeats
   *     a secret
   */
  public Registration check(
      String clientId,
      List<String> clientSecrets,
      String plan,
      OptionalInt callsPerHour,
      OptionalInt reserve,
      Optional<URI> redirectUri,
      Origin origin) {
    if (clientId.isBlank()) {
      throw new IllegalArgumentException("client-id is empty");
    }
    if (clientSecrets.isEmpty() || clientSecrets.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("client-secret or client-secret-file is missing or empty");
    }
    Integer ofPlan = PLANS.get(plan);
    if (ofPlan == null) {
      throw new IllegalArgumentException("plan must be gold or diamond: M1's free plan has no API");
    }
    int calls = callsPerHour.orElse(ofPlan);
    if (calls < FEWEST || calls > 1_000_000) {
      throw new IllegalArgumentException("calls-per-hour must be 10 to 1,000,000");
    }
    int others = reserve.orElse(0);
    Registration registration =
        new Registration(
            clientId,
            clientSecrets,
            plan,
            calls,
            others,
            redirectUri.orElse(callback).toString(),
            origin);
    if (others < 0 || others > MOST_RESERVE || registration.permitsPerHour() < FEWEST) {
      throw new IllegalArgumentException(
          "reserve must be 0 to " + MOST_RESERVE + " percent, and leave 10 calls an hour");
    }
    return registration;
  }
}
