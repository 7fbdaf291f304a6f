package io.m1bridge.token.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code PUT /v1/accounts/{id}}.
 *
 * @param clientSecrets the current one first
 * @param plan {@code gold} (default) or {@code diamond}
 * @param callsPerHour M1's limit, where it is not the plan's
 * @param redirectUri as registered at M1; default: this service's callback
 */
public record AccountDeclaration(
    @Nullable String clientId,
    @Nullable List<String> clientSecrets,
    @Nullable String plan,
    @Nullable Integer callsPerHour,
    @Nullable String redirectUri) {
  @Override
  public String toString() {
    return "AccountDeclaration[clientId=" + clientId + ", secrets redacted]";
  }
}
