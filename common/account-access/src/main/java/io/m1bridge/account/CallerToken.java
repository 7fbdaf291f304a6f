package io.m1bridge.account;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The JWT by which this process names itself to token-service. The file is read for every request
 * (at most a few per second): Kubernetes replaces a projected token long before it expires, and a
 * file that changed is the one that counts.
 */
final class CallerToken {

  private final Optional<Path> file;

  /**
   * @param file holds the JWT and nothing else; empty where none is configured
   */
  CallerToken(Optional<Path> file) {
    this.file = file;
  }

  /** The JWT as it stands in the file now. */
  String read() throws Missing {
    Path path =
        file.orElseThrow(
            () -> new Missing("no caller token: set M1BRIDGE_CALLER_TOKEN_FILE to a JWT file"));
    try {
      String token = Files.readString(path).strip();
      if (token.isEmpty()) {
        throw new Missing("the file of M1BRIDGE_CALLER_TOKEN_FILE is empty");
      }
      if (!token.matches("[A-Za-z0-9._~+/=-]+")) {
        throw new Missing("the file of M1BRIDGE_CALLER_TOKEN_FILE holds something else than a JWT");
      }
      return token;
    } catch (IOException e) {
      throw new Missing("the file of M1BRIDGE_CALLER_TOKEN_FILE cannot be read");
    }
  }

  /** There is no token to present; the message names the setting to change. */
  static final class Missing extends Exception {
    private static final long serialVersionUID = 1L;

    Missing(String message) {
      super(message);
    }
  }
}
