package io.m1bridge.m1;

/**
 * A bearer token of M1, good for 24 hours. It never appears in {@link #toString()}.
 *
 * @param value the token as M1 gave it
 */
public record AccessToken(String value) {

  public AccessToken {
    if (value.isBlank()) {
      throw new IllegalArgumentException("An access token is not blank");
    }
  }

  @Override
  public String toString() {
    return "AccessToken[redacted]";
  }
}
