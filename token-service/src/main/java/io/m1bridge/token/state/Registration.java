package io.m1bridge.token.state;

import java.util.List;

/**
 * What was declared about an account.
 *
 * @param clientSecrets tried in this order, so that a secret can be rotated
 * @param plan {@code gold} or {@code diamond}
 * @param callsPerHour M1's limit
 * @param redirectUri as registered at M1; where its consent page sends the browser back
 * @param origin who declared it
 */
public record Registration(
    String clientId,
    List<String> clientSecrets,
    String plan,
    int callsPerHour,
    String redirectUri,
    Origin origin) {
  public Registration {
    clientSecrets = List.copyOf(clientSecrets);
  }

  /** Where a declaration came from. */
  public enum Origin {
    CONFIGURATION,
    REST
  }

  @Override
  public String toString() {
    return "Registration[clientId=" + clientId + ", plan=" + plan + ", secrets redacted]";
  }
}
