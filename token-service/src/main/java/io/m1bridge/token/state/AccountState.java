package io.m1bridge.token.state;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.m1bridge.contracts.AccountDescriptor;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where an account stands. Each state offers the transitions that are legal from it; what it does
 * not offer does not happen.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = AccountState.Registered.class, name = "Registered"),
  @JsonSubTypes.Type(value = AccountState.Authorized.class, name = "Authorized"),
  @JsonSubTypes.Type(value = AccountState.Refreshing.class, name = "Refreshing"),
  @JsonSubTypes.Type(value = AccountState.Ambiguous.class, name = "Ambiguous"),
  @JsonSubTypes.Type(value = AccountState.GrantRefused.class, name = "GrantRefused"),
  @JsonSubTypes.Type(value = AccountState.NeedsAuthorization.class, name = "NeedsAuthorization"),
  @JsonSubTypes.Type(value = AccountState.Suspended.class, name = "Suspended")
})
public sealed interface AccountState {

  /** The reason of a {@link NeedsAuthorization} that somebody wanted. */
  String DISCONNECTED = "it was disconnected";

  /** The tokens that may still be of use, if there are any. */
  Optional<TokenSet> currentTokens();

  /** How users of the account see it. */
  AccountDescriptor.State seenAs();

  /** The number of the last generation of tokens; 0 before the first. */
  default long lastGeneration() {
    return currentTokens().map(TokenSet::generation).orElse(0L);
  }

  /**
   * A person, or an admin by REST, disconnects it: the tokens are forgotten. Legal wherever there
   * are tokens; an answer to a refresh under way finds its intent gone and is dropped with it.
   */
  default Optional<NeedsAuthorization> disconnected() {
    return currentTokens().map(tokens -> new NeedsAuthorization(DISCONNECTED, tokens.generation()));
  }

  /** A name for logs, metrics and the page. */
  default String kind() {
    return getClass().getSimpleName();
  }

  private static Authorized following(TokenSet tokens, TokenSet next) {
    if (next.generation() != tokens.generation() + 1) {
      throw new IllegalStateException(
          "Generation " + next.generation() + " cannot follow " + tokens.generation());
    }
    return new Authorized(next);
  }

  /** There is a grant, and its access token may be handed out while it lives. */
  sealed interface WithTokens extends AccountState {

    /** The last generation. */
    TokenSet tokens();

    @Override
    default Optional<TokenSet> currentTokens() {
      return Optional.of(tokens());
    }

    @Override
    default AccountDescriptor.State seenAs() {
      return AccountDescriptor.State.AUTHORIZED;
    }
  }

  /** Declared, never connected. */
  record Registered() implements AccountState {
    @Override
    public Optional<TokenSet> currentTokens() {
      return Optional.empty();
    }

    @Override
    public AccountDescriptor.State seenAs() {
      return AccountDescriptor.State.REGISTERED;
    }
  }

  /** Connected. */
  record Authorized(TokenSet tokens) implements WithTokens {
    /** The intent to refresh: committed before the POST. */
    public Refreshing refreshing(Instant sendBefore, Instant answerBefore) {
      return new Refreshing(tokens, sendBefore, answerBefore, false, null);
    }

    /** M1 forbids the API. */
    public Suspended suspended(String reason) {
      return new Suspended(reason, tokens.generation(), this);
    }

    /** M1 refused this generation's access token. */
    public Authorized refusedByM1() {
      return new Authorized(tokens.refusedByM1());
    }

    /** M1 gives others new tokens and this one no answer, and the access token is used up. */
    public NeedsAuthorization over() {
      return new NeedsAuthorization(
          "M1's token endpoint gave no answer for hours, but answered other accounts,"
              + " and the access token is used up",
          tokens.generation());
    }
  }

  /**
   * A refresh POST may be under way.
   *
   * @param sendBefore the POST is not begun after this
   * @param answerBefore nobody calls this intent ambiguous before: by then the POST is over
   * @param replay this is the one repeat that policy {@code replay-once} allows
   * @param refusals how M1 refused this refresh token before; null if it did not
   */
  record Refreshing(
      TokenSet tokens,
      Instant sendBefore,
      Instant answerBefore,
      boolean replay,
      @Nullable Refusals refusals)
      implements WithTokens {

    public Refreshing(TokenSet tokens, Instant sendBefore, Instant answerBefore, boolean replay) {
      this(tokens, sendBefore, answerBefore, replay, null);
    }

    /** M1 answered with new tokens. */
    public Authorized granted(TokenSet next) {
      return following(tokens, next);
    }

    /** Surely not done: what was known before is known again. */
    public AccountState notDone() {
      if (refusals != null) {
        return new GrantRefused(tokens, refusals);
      }
      return replay
          ? new Ambiguous(tokens, "an earlier refresh has an unknown outcome", false)
          : new Authorized(tokens);
    }

    /** Nobody knows. */
    public Ambiguous unknown(String reason) {
      return new Ambiguous(tokens, reason, replay);
    }

    /** M1 refused the refresh token: it may be dead, or not known to every server of M1 yet. */
    public GrantRefused refused(String error, Instant at) {
      return new GrantRefused(tokens, Refusals.next(refusals, error, at));
    }
  }

  /**
   * M1 refused the refresh token, under whatever name. One refusal is no proof that the grant is
   * dead, so it is asked again, and the access token goes on being handed out while it lives.
   */
  record GrantRefused(TokenSet tokens, Refusals refusals) implements WithTokens {
    /** The same refresh token again. */
    public Refreshing askingAgain(Instant sendBefore, Instant answerBefore) {
      return new Refreshing(tokens, sendBefore, answerBefore, false, refusals);
    }

    /** M1 forbids the API; what was refused stays refused. */
    public Suspended suspended(String why) {
      return new Suspended(why, tokens.generation(), this);
    }

    /** An answer to an earlier POST came after all. */
    public Authorized granted(TokenSet next) {
      return following(tokens, next);
    }

    /** M1 refused the access token, too. */
    public GrantRefused refusedByM1() {
      return new GrantRefused(tokens.refusedByM1(), refusals);
    }

    /** Refused again and again, and the access token is used up. */
    public NeedsAuthorization over() {
      return new NeedsAuthorization(
          "M1 refused the refresh token "
              + refusals.count()
              + " times ("
              + refusals.error()
              + "), and the access token is used up",
          tokens.generation());
    }
  }

  /**
   * The refresh token may be spent, and the answer lost. The access token goes on being handed out
   * while it lives: that is the time to decide.
   *
   * @param replayed whether the one allowed repeat was made
   */
  record Ambiguous(TokenSet tokens, String reason, boolean replayed) implements WithTokens {
    /** M1 forbids the API; what is unknown stays unknown. */
    public Suspended suspended(String why) {
      return new Suspended(why, tokens.generation(), this);
    }

    /** The answer came after all. */
    public Authorized granted(TokenSet next) {
      return following(tokens, next);
    }

    /** M1 refused the access token, too. */
    public Ambiguous refusedByM1() {
      return new Ambiguous(tokens.refusedByM1(), reason, replayed);
    }

    /** Nobody decided while the access token lived. */
    public NeedsAuthorization over() {
      return new NeedsAuthorization(
          "the last refresh has an unknown outcome (" + reason + ")", tokens.generation());
    }

    /** Policy {@code replay-once}: the same POST again, a single time. */
    public Refreshing replaying(Instant sendBefore, Instant answerBefore) {
      if (replayed) {
        throw new IllegalStateException("Repeated once already");
      }
      return new Refreshing(tokens, sendBefore, answerBefore, true, null);
    }
  }

  /** A person must connect it. */
  record NeedsAuthorization(String reason, long generation) implements AccountState {
    @Override
    public Optional<TokenSet> currentTokens() {
      return Optional.empty();
    }

    @Override
    public long lastGeneration() {
      return generation;
    }

    @Override
    public AccountDescriptor.State seenAs() {
      return AccountDescriptor.State.NEEDS_AUTHORIZATION;
    }
  }

  /**
   * Stopped by us, or by M1 (E10102). Nothing is handed out or refreshed, and nothing is forgotten:
   * the grant waits.
   *
   * @param before what to go back to, {@link Authorized}, {@link Ambiguous} or {@link
   *     GrantRefused}; null in records of versions that kept no tokens
   */
  record Suspended(String reason, long generation, @Nullable AccountState before)
      implements AccountState {
    @Override
    public Optional<TokenSet> currentTokens() {
      return Optional.empty();
    }

    @Override
    public long lastGeneration() {
      return generation;
    }

    @Override
    public AccountDescriptor.State seenAs() {
      return AccountDescriptor.State.SUSPENDED;
    }

    @Override
    public Optional<NeedsAuthorization> disconnected() {
      return Optional.ofNullable(before).flatMap(AccountState::disconnected);
    }

    /** Where it was; only a person can help where the tokens were not kept. */
    public AccountState resumed() {
      return before == null
          ? new NeedsAuthorization("it was suspended by a version that kept no tokens", generation)
          : before;
    }
  }
}
