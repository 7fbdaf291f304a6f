package io.m1bridge.token;

import io.m1bridge.m1.AccountId;
import io.m1bridge.token.state.Account;
import io.m1bridge.token.state.AccountState;
import io.m1bridge.token.state.Registration;
import io.m1bridge.token.state.TokenSet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Accounts for tests: id {@code demo}, two client secrets, tokens that live a day. */
public final class Samples {

  public static final AccountId DEMO = new AccountId("demo");
  public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  public static final Instant END = START.plus(Duration.ofHours(24));

  private Samples() {}

  public static Account account(AccountState state) {
    return account(state, Optional.empty());
  }

  public static Account account(AccountState state, Optional<String> m1AccountId) {
    return new Account(
        DEMO, registration(List.of("current", "older")), state, 1, m1AccountId, START);
  }

  public static Registration registration(String secret) {
    return registration(List.of(secret));
  }

  private static Registration registration(List<String> secrets) {
    return new Registration(
        "client",
        secrets,
        "gold",
        2000,
        0,
        "http://localhost/oauth2/callback",
        Registration.Origin.REST);
  }

  /** An account of that id with one client secret, whose M1 account is known. */
  public static Account account(String id, AccountState state) {
    return new Account(
        new AccountId(id), registration("secret"), state, 1, Optional.of("4711"), START);
  }

  public static TokenSet tokens(long generation) {
    return new TokenSet(
        generation,
        "access-" + generation,
        "refresh-" + generation,
        "f" + generation,
        START,
        END,
        false);
  }

  /** The records that are states of an account. */
  public static List<Class<?>> stateTypes() {
    return leaves(AccountState.class).toList();
  }

  private static Stream<Class<?>> leaves(Class<?> type) {
    return type.isSealed()
        ? Stream.of(type.getPermittedSubclasses()).flatMap(Samples::leaves)
        : Stream.of(type);
  }
}
