package io.m1bridge.token.account;

import static io.m1bridge.token.Samples.DEMO;
import static io.m1bridge.token.Samples.END;
import static io.m1bridge.token.Samples.START;
import static io.m1bridge.token.Samples.account;
import static io.m1bridge.token.Samples.tokens;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contracts.AccountDescriptor;
import io.m1bridge.contracts.AccountEvent;
import io.m1bridge.token.MemoryLog;
import io.m1bridge.token.refresh.RefreshEnd;
import io.m1bridge.token.secret.Keyset;
import io.m1bridge.token.state.Account;
import io.m1bridge.token.state.AccountCodec;
import io.m1bridge.token.state.AccountState;
import io.m1bridge.token.state.AccountState.Ambiguous;
import io.m1bridge.token.state.AccountState.Authorized;
import io.m1bridge.token.state.AccountState.NeedsAuthorization;
import io.m1bridge.token.state.AccountState.Refreshing;
import io.m1bridge.token.state.AccountState.Registered;
import io.m1bridge.token.state.AccountState.Suspended;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DisconnectTest {

  private final MemoryLog log = new MemoryLog();
  private final AccountOps accounts = new AccountOps(log, Clock.fixed(END, ZoneOffset.UTC));

  static Stream<AccountState> withTokens() {
    return Stream.of(
        new Authorized(tokens(3)),
        new Refreshing(tokens(3), START, END, false),
        new Ambiguous(tokens(3), "lost", false),
        new Authorized(tokens(3)).suspended("E10102"));
  }

  @ParameterizedTest
  @MethodSource("withTokens")
  void shouldForgetTokensAndSayWhoDidIt(AccountState state) throws Exception {
    log.accounts.put(DEMO, account(state));

    Account after = accounts.disconnect(DEMO, "Ada").orElseThrow();

    assertThat(after.state()).isEqualTo(new NeedsAuthorization(AccountState.DISCONNECTED, 3));
    assertThat(after.since()).isEqualTo(END);
    assertThat(after.descriptor(END).state())
        .isEqualTo(AccountDescriptor.State.NEEDS_AUTHORIZATION);
    assertThat(log.events)
        .containsExactly(
            new AccountEvent(
                "demo", AccountEvent.What.NEEDS_AUTHORIZATION, 3, "Ada", "disconnected", END));
  }

  @Test
  void shouldLeaveNoTokenInTheRecord() throws Exception {
    log.accounts.put(DEMO, account(new Authorized(tokens(1))));
    AccountCodec codec = new AccountCodec(Keyset.parse(Keyset.generate()));

    Account after = accounts.disconnect(DEMO, "Ada").orElseThrow();

    Account stored = codec.decode(DEMO, codec.encode(after));
    assertThat(stored.state().currentTokens()).isEmpty();
    assertThat(stored.registration()).isEqualTo(account(new Registered()).registration());
  }

  static Stream<AccountState> withoutTokens() {
    return Stream.of(
        new Registered(), new NeedsAuthorization("dead", 2), new Suspended("E10102", 2, null));
  }

  @ParameterizedTest
  @MethodSource("withoutTokens")
  void shouldWriteNothingWhereThereAreNoTokens(AccountState state) throws Exception {
    log.accounts.put(DEMO, account(state));

    assertThat(accounts.disconnect(DEMO, "Ada")).contains(account(state));
    assertThat(log.events).isEmpty();
  }

  @Test
  void shouldKnowNothingOfAnUndeclaredAccount() throws Exception {
    assertThat(accounts.disconnect(DEMO, "Ada")).isEmpty();
    assertThat(log.events).isEmpty();
  }

  @Test
  void shouldDropTheAnswerToARefreshThatWasUnderWay() throws Exception {
    log.accounts.put(DEMO, account(new Refreshing(tokens(3), START, END, false)));
    accounts.disconnect(DEMO, "Ada");

    accounts.takeHandOver(DEMO, new RefreshEnd.Renewed(tokens(4), "late"));

    assertThat(log.accounts.get(DEMO).state()).isInstanceOf(NeedsAuthorization.class);
  }
}
