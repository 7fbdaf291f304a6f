package io.m1bridge.token.refresh;

import io.m1bridge.m1.AccountId;
import io.m1bridge.token.log.AccountLog;
import io.m1bridge.token.state.Account;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Accounts to which the token endpoint gives no answer of its own while others get new tokens. That
 * is no outage: the endpoint breaks on this one grant, or says "no" in a way that nobody can read,
 * and would do so for ever. In memory, so a new owner listens anew.
 *
 * <p>Why: {@code docs/rationale.md#an-account-that-alone-gets-no-answer-needs-a-person}.
 */
final class Silence {

  /** Longer than most outages, of which some accounts hear less than others. */
  static final Duration LONG = Duration.ofHours(3);

  /** How often others must have got tokens in between: once may be a moment's luck. */
  private static final int PROOF = 2;

  private final AccountLog log;
  private final Clock clock;
  private final Map<AccountId, Heard> accounts = new ConcurrentHashMap<>();

  /**
   * Of one account and generation.
   *
   * @param last POST without an answer
   * @param alone how many of them followed new tokens of another account, got since the one before
   * @param firstAlone of these; an outage before it, however long, says nothing
   */
  private record Heard(long generation, Instant last, int alone, @Nullable Instant firstAlone) {

    Heard again(Instant now, boolean othersGotTokens) {
      return othersGotTokens
          ? new Heard(generation, now, alone + 1, firstAlone == null ? now : firstAlone)
          : new Heard(generation, now, alone, firstAlone);
    }
  }

  Silence(AccountLog log, Clock clock) {
    this.log = log;
    this.clock = clock;
  }

  /** A POST of it was made, and had no answer of the token endpoint's own. */
  void unanswered(Account account) {
    Instant now = clock.instant();
    long generation = account.state().lastGeneration();
    accounts.compute(
        account.id(),
        (id, before) ->
            before == null || before.generation() != generation
                ? new Heard(generation, now, 0, null)
                : before.again(now, othersGotTokensSince(before.last(), id)));
  }

  private boolean othersGotTokensSince(Instant then, AccountId id) {
    return log.accounts().stream()
        .filter(other -> !other.id().equals(id))
        .flatMap(other -> other.state().currentTokens().stream())
        .anyMatch(tokens -> tokens.issuedAt().isAfter(then));
  }

  /** The token endpoint has answered, whatever it said. */
  void answered(AccountId id) {
    accounts.remove(id);
  }

  /** Whether nothing more is to be expected of its refresh token. */
  boolean isProof(Account account) {
    Heard heard = accounts.get(account.id());
    return heard != null
        && heard.generation() == account.state().lastGeneration()
        && heard.firstAlone() != null
        && heard.alone() >= PROOF
        && !heard.last().isBefore(heard.firstAlone().plus(LONG));
  }
}
