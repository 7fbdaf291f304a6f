package io.m1bridge.simulator.oauth;

/** Told every secret that is issued or accepted, so that tests can look for it in logs. */
@FunctionalInterface
public interface SecretsRecord {

  /** For when nobody wants to know. */
  SecretsRecord NONE = (kind, secret) -> {};

  /**
   * A secret came into being.
   *
   * @param kind {@code code}, {@code access-token}, {@code refresh-token} or {@code client-secret}
   */
  void note(String kind, String secret);
}
