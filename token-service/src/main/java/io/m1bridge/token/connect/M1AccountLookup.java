package io.m1bridge.token.connect;

import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import io.m1bridge.m1.AccessToken;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.Contact;
import io.m1bridge.m1.M1Answers;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Outcome;
import io.m1bridge.m1.M1Port;
import io.m1bridge.token.log.Ownership;
import io.m1bridge.token.permit.Holder;
import io.m1bridge.token.permit.PermitBroker;
import io.m1bridge.token.permit.PermitOutcome;
import io.m1bridge.token.state.Account;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which M1 account a token belongs to, as far as M1 tells. */
public final class M1AccountLookup {

  private static final Logger LOG = LoggerFactory.getLogger(M1AccountLookup.class);
  private static final String CALLER = "token-service";

  /** How long the account check waits for a permit of a bucket that has just begun empty. */
  private static final Duration PERMIT_WAIT = Duration.ofSeconds(4);

  private static final Duration PERMIT_PAUSE = Duration.ofMillis(200);

  private static final Duration YOUNG_TOKEN_PAUSE = Duration.ofSeconds(2);
  private static final int YOUNG_TOKEN_TRIES = 6;

  private final Function<AccountId, Optional<Ownership>> ownerships;
  private final M1Port m1;
  private final PermitBroker permits;
  private final Clock clock;
  private final Pause pause;

  /** Lets time pass. */
  @FunctionalInterface
  public interface Pause {
    void of(Duration length) throws InterruptedException;
  }

  /**
   * @param ownerships this replica's ownership of an account, empty where it has none
   */
  public M1AccountLookup(
      Function<AccountId, Optional<Ownership>> ownerships,
      M1Port m1,
      PermitBroker permits,
      Clock clock,
      Pause pause) {
    this.ownerships = ownerships;
    this.m1 = m1;
    this.permits = permits;
    this.clock = clock;
    this.pause = pause;
  }

  /**
   * M1's own number of the account stands in its contacts; empty where there is none. M1's API may
   * not know the token yet, so a refusal is asked again for some seconds.
   */
  Optional<String> find(Account account, AccessToken token) {
    for (int tries = 1; tries <= YOUNG_TOKEN_TRIES && permitted(account); tries++) {
      M1Outcome<M1Answers.Page<Contact>> outcome = firstContact(account, token);
      if (outcome instanceof M1Outcome.Accepted<M1Answers.Page<Contact>> accepted) {
        return accepted.value().rows().stream().findFirst().flatMap(Contact::accountId);
      }
      if (!(outcome instanceof M1Outcome.Unauthorized) || !paused(YOUNG_TOKEN_PAUSE)) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private M1Outcome<M1Answers.Page<Contact>> firstContact(Account account, AccessToken token) {
    try {
      return m1.send(account.id(), token, new M1Call.ListContacts(List.of(), 1, 1))
          .toCompletableFuture()
          .join();
    } catch (CompletionException e) {
      // The tokens are there: losing them to a bug of the check would cost the consent as well.
      LogLine.error(LOG)
          .with(LogKey.ACCOUNT_ID, account.id())
          .because(e)
          .say("Reading M1's number of the account ended by a bug");
      return new M1Outcome.Unknown<>("a bug");
    }
  }

  private boolean paused(Duration length) {
    try {
      pause.of(length);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private boolean permitted(Account account) {
    Instant until = clock.instant().plus(PERMIT_WAIT);
    while (clock.instant().isBefore(until)) {
      PermitOutcome outcome =
          ownerships
              .apply(account.id())
              .map(ownership -> permits.request(asking(account, ownership), 1))
              .orElseGet(PermitOutcome.Moved::new);
      if (outcome instanceof PermitOutcome.Granted) {
        return true;
      }
      if (outcome instanceof PermitOutcome.Paused || outcome instanceof PermitOutcome.Moved) {
        return false;
      }
      if (!paused(PERMIT_PAUSE)) {
        return false;
      }
    }
    return false;
  }

  private static PermitBroker.Asking asking(Account account, Ownership ownership) {
    return new PermitBroker.Asking(
        account.id(),
        account.registration().permitsPerHour(),
        ownership,
        Holder.HOUSEKEEPING,
        CALLER);
  }
}
