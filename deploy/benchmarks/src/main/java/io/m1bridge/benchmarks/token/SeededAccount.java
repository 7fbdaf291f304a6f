package io.m1bridge.benchmarks.token;

/**
 * An account that stands in the log as if a person had connected it.
 *
 * @param id our id
 */
record SeededAccount(
    String id, String clientId, String clientSecret, String accessToken, String refreshToken) {

  /** One that M1 never hears of. */
  static SeededAccount invented(String id) {
    return new SeededAccount(
        id,
        "client-" + id,
        "secret-" + id + "-0123456789abcdef",
        "access-" + id + "-0123456789abcdef0123456789abcdef0123456789abcdef",
        "refresh-" + id + "-0123456789abcdef0123456789abcdef0123456789abcdef");
  }

  /** Redacted: holds secrets. */
  @Override
  public String toString() {
    return "SeededAccount[" + id + "]";
  }
}
