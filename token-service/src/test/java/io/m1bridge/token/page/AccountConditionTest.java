package io.m1bridge.token.page;

import static io.m1bridge.token.Samples.END;
import static io.m1bridge.token.Samples.START;
import static io.m1bridge.token.Samples.account;
import static io.m1bridge.token.Samples.tokens;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.token.refresh.RefreshSettings.UnknownOutcome;
import io.m1bridge.token.state.AccountState;
import io.m1bridge.token.state.AccountState.Ambiguous;
import io.m1bridge.token.state.AccountState.Authorized;
import io.m1bridge.token.state.AccountState.NeedsAuthorization;
import io.m1bridge.token.state.AccountState.Refreshing;
import io.m1bridge.token.state.AccountState.Registered;
import io.m1bridge.token.state.AccountState.Suspended;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AccountConditionTest {

  @Test
  void shouldSayUntilWhenTheTokenWorksAndWhatThePolicyDoes() {
    Ambiguous unclear = new Ambiguous(tokens(1), "timed out", false);

    AccountCondition stop = at(START, unclear, UnknownOutcome.STOP);
    assertThat(stop.badge()).isEqualTo("bad");
    assertThat(stop.happened()).contains("timed out", "may be spent");
    assertThat(stop.advice())
        .contains("works until 2026-01-02 00:00:00 UTC", "connect it again before then")
        .contains("policy stop", "replay-once would send it once more");

    assertThat(at(START, unclear, UnknownOutcome.REPLAY_ONCE).advice())
        .contains("sent once more by itself");
    assertThat(at(START, new Ambiguous(tokens(1), "x", true), UnknownOutcome.REPLAY_ONCE).advice())
        .contains("not sent again");
    assertThat(at(END, unclear, UnknownOutcome.STOP).advice())
        .contains("has ended, and calls have stopped");
    assertThat(at(START, new Ambiguous(tokens(1).refusedByM1(), "x", false)).advice())
        .contains("M1 refuses the token in use, and calls have stopped");
  }

  @Test
  void shouldTellADisconnectFromALostGrant() {
    AccountCondition wanted = at(START, new NeedsAuthorization(AccountState.DISCONNECTED, 1));
    assertThat(wanted.label()).isEqualTo("Disconnected");
    assertThat(wanted.advice()).contains("M1 itself still knows the consent");

    AccountCondition lost = at(START, new NeedsAuthorization("M1 no longer accepts the grant", 1));
    assertThat(lost.label()).isEqualTo("Connect again");
    assertThat(lost.happened()).isEqualTo("M1 no longer accepts the grant.");
    assertThat(lost.advice()).contains("Connect it again");

    assertThat(at(START, new Suspended("M1 says E10102", 1, null)).advice()).contains("free plan");
    assertThat(at(START, new Registered()).badge()).isEqualTo("idle");
  }

  @Test
  void shouldNoticeARefreshThatDoesNotCome() {
    Authorized connected = new Authorized(tokens(1));
    assertThat(at(START.plus(Duration.ofHours(12)), connected).label()).isEqualTo("Connected");
    assertThat(at(START.plus(Duration.ofHours(16)), connected).label())
        .isEqualTo("Refresh overdue");
    assertThat(at(END, connected).label()).isEqualTo("Token ended");
    assertThat(at(END, connected).needsPerson()).isTrue();
    assertThat(at(START, connected.refusedByM1()).label()).isEqualTo("Token refused");
    assertThat(at(START, new Refreshing(tokens(1), START, END, false)).label())
        .isEqualTo("Connected");
    assertThat(AccountCondition.damaged("no key opens it").advice()).contains("keyset");
  }

  private static AccountCondition at(Instant now, AccountState state) {
    return at(now, state, UnknownOutcome.STOP);
  }

  private static AccountCondition at(Instant now, AccountState state, UnknownOutcome policy) {
    return AccountCondition.of(account(state), policy, now);
  }
}
