package io.m1bridge.cli.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What proves to a service who asks.
 *
 * @param header value of {@code Authorization}; empty if there is none
 * @param howToGive what a person can do where it is missing or refused
 */
public record Credential(Optional<String> header, String howToGive) {

  /** The token of the pages, which contact-sync and edm-event take from scripts. */
  public static Credential ofPages(@Nullable Path file, Map<String, String> environment) {
    Optional<String> token =
        file(file, "--token-file", environment, "M1BRIDGE_UI_TOKEN_FILE")
            .or(() -> Optional.ofNullable(environment.get("M1BRIDGE_UI_TOKEN")))
            .map(given -> checked(given, "The token of the pages"));
    return new Credential(
        token.map(value -> "token " + value),
        "Give the token that signs people in at the pages: --token-file FILE, M1BRIDGE_UI_TOKEN_FILE or"
            + " M1BRIDGE_UI_TOKEN");
  }

  /** A caller's JWT, which token-service asks for. */
  public static Credential ofCaller(@Nullable Path file, Map<String, String> environment) {
    Optional<String> token =
        file(file, "--caller-token-file", environment, "M1BRIDGE_CALLER_TOKEN_FILE")
            .map(given -> checked(given, "The caller's token"));
    return new Credential(
        token.map(value -> "Bearer " + value),
        "Give a caller's token (JWT): --caller-token-file FILE or M1BRIDGE_CALLER_TOKEN_FILE");
  }

  private static Optional<String> file(
      @Nullable Path option, String name, Map<String, String> environment, String variable) {
    String set = environment.get(variable);
    if (option == null && (set == null || set.isBlank())) {
      return Optional.empty();
    }
    Path path = option != null ? option : Path.of(set);
    String from = option != null ? name : variable;
    try {
      return Optional.of(Files.readString(path));
    } catch (IOException e) {
      throw new Failure(ExitCode.USAGE, from + ": " + path + " cannot be read", null);
    }
  }

  private static String checked(String given, String what) {
    String token = given.strip();
    if (token.isEmpty() || !token.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new Failure(
          ExitCode.USAGE, what + " is empty or has other characters than a token can have", null);
    }
    return token;
  }

  /** Redacted: holds a secret. */
  @Override
  public String toString() {
    return "Credential[redacted]";
  }
}
