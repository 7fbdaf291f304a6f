package io.m1bridge.account;

import java.net.URI;
import java.util.List;

/** The addresses of token-service: one at a time, the next one when it fails. Thread-safe. */
final class Replicas {

  private final List<URI> addresses;
  private int current;

  /**
   * @param addresses at least one
   */
  Replicas(List<URI> addresses) {
    if (addresses.isEmpty()) {
      throw new IllegalArgumentException(
          "m1bridge.account-access.url (TOKEN_SERVICE_URL) names no address");
    }
    this.addresses = List.copyOf(addresses);
  }

  int count() {
    return addresses.size();
  }

  synchronized URI current() {
    return addresses.get(current);
  }

  /** It failed; nothing happens if someone else has said so already. */
  synchronized void leave(URI failed) {
    if (addresses.get(current).equals(failed)) {
      current = (current + 1) % addresses.size();
    }
  }
}
