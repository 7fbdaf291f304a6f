package io.m1bridge.benchmarks.token;

/**
 * An account that stands in the log as if a person had connected it.
 *
 * @param id our id
 * @param callsPerHour M1's limit
 */
public record SeededAccount(
    String id,
    String clientId,
    String clientSecret,
    String accessToken,
    String refreshToken,
    int callsPerHour) {

  /** Calls an hour of the plan gold. */
  public static final int GOLD = 2_000;

  /** One that M1 never hears of. */
  static SeededAccount invented(String id) {
    return new SeededAccount(
        id,
        "client-" + id,
        "secret-" + id + "-0123456789abcdef",
        "access-" + id + "-0123456789abcdef0123456789abcdef0123456789abcdef",
        "refresh-" + id + "-0123456789abcdef0123456789abcdef0123456789abcdef",
        GOLD);
  }

  /** Redacted: holds secrets. */
  @Override
  public String toString() {
    return "SeededAccount[" + id + "]";
  }
}
