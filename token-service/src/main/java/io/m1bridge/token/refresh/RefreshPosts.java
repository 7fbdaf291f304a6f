package io.m1bridge.token.refresh;

import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import io.m1bridge.m1.OAuth2Port;
import io.m1bridge.m1.OAuth2Port.Grant;
import io.m1bridge.token.state.Account;
import io.m1bridge.token.state.AccountState.Refreshing;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks M1 for new tokens. A refused client means that the refresh token was not looked at, so the
 * account's next secret may fit.
 *
 * <p>Why: {@code docs/rationale.md#answers-have-threads-of-their-own}.
 */
final class RefreshPosts {

  private static final Logger LOG = LoggerFactory.getLogger(RefreshPosts.class);

  private final OAuth2Port oauth;
  private final Clock clock;

  RefreshPosts(OAuth2Port oauth, Clock clock) {
    this.oauth = oauth;
    this.clock = clock;
  }

  /** The answer to an intent that is committed; a bug of the call is an unknown one. */
  CompletionStage<Grant> post(Account account, Refreshing intent) {
    return postWith(account, intent, 0)
        .exceptionally(
            bug -> {
              LogLine.error(LOG)
                  .with(LogKey.ACCOUNT_ID, account.id())
                  .because(bug)
                  .say("Refreshing ended by a bug");
              return new Grant.Unknown("the call broke");
            });
  }

  private CompletionStage<Grant> postWith(Account account, Refreshing intent, int secret) {
    OAuth2Port.Client client =
        new OAuth2Port.Client(
            account.registration().clientId(), account.registration().clientSecrets().get(secret));
    return oauth
        .refresh(client, intent.tokens().refreshToken())
        .thenCompose(
            grant ->
                mayTryNextSecret(account, intent, grant, secret)
                    ? postWith(account, intent, secret + 1)
                    : CompletableFuture.completedFuture(grant));
  }

  private boolean mayTryNextSecret(Account account, Refreshing intent, Grant end, int secret) {
    return end instanceof Grant.Denied denied
        && denied.isAboutClient()
        && secret + 1 < account.registration().clientSecrets().size()
        && clock.instant().isBefore(intent.sendBefore());
  }
}
