package io.m1bridge.ui.oidc;

import java.net.URI;
import java.util.Set;

/**
 * Which addresses a secret may be sent to: https, this machine, and anything if that was allowed.
 */
record TransportPolicy(boolean allowInsecure) {

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  boolean covers(URI address) {
    String host = address.getHost();
    if (host == null || address.getRawUserInfo() != null) {
      return false;
    }
    return "https".equals(address.getScheme())
        || ("http".equals(address.getScheme()) && (allowInsecure || LOOPBACK.contains(host)));
  }
}
