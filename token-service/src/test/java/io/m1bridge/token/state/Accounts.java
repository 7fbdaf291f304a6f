package io.m1bridge.token.state;

import io.m1bridge.m1.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Accounts of tests. */
public final class Accounts {

  /** When their tokens were issued; they live for 24 hours. */
  public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private Accounts() {}

  public static TokenSet tokens(long generation) {
    return new TokenSet(
        generation,
        "access-" + generation,
        "refresh-" + generation,
        "f" + generation,
        START,
        START.plus(Duration.ofHours(24)),
        false);
  }

  public static Registration registration(String secret) {
    return new Registration(
        "client",
        List.of(secret),
        "gold",
        2000,
        "http://localhost/oauth2/callback",
        Registration.Origin.REST);
  }

  public static Account account(String id, AccountState state) {
    return new Account(
        new AccountId(id), registration("secret"), state, 1, Optional.of("4711"), START);
  }
}
