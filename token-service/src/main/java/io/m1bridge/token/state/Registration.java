package io.m1bridge.token.state;

import java.util.List;

/**
 * What was declared about an account.
 *
 * @param clientSecrets tried in this order, so that a secret can be rotated
 * @param plan {@code gold} or {@code diamond}
 * @param callsPerHour M1's limit
 * @param reserve percent of them that are for others: nobody gets a permit for these; 0 in records
 *     of earlier versions
 * @param redirectUri as registered at M1; where its consent page sends the browser back
 * @param origin who declared it
 */
public record Registration(
    String clientId,
    List<String> clientSecrets,
    String plan,
    int callsPerHour,
    int reserve,
    String redirectUri,
    Origin origin) {
  public Registration {
    clientSecrets = List.copyOf(clientSecrets);
  }

  /** Calls per hour that there are permits for: M1's limit less what is for others. */
  public int permitsPerHour() {
    return (int) (callsPerHour * (100L - reserve) / 100);
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
