package io.m1bridge.token.health;

import io.m1bridge.contracts.AccountDescriptor;
import io.m1bridge.token.state.Account;
import io.m1bridge.token.state.AccountState;
import io.m1bridge.token.state.TokenSet;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The accounts in figures. Every replica knows all accounts and shows the same, so a dashboard
 * takes the maximum over replicas, not the sum.
 *
 * <p>Each account has a gauge of its own only up to a limit: 10,000 series from each replica would
 * cost more than they tell. The least time to expiry of each state is always there.
 */
public final class AccountMetrics {

  private static final String AMBIGUOUS = "ambiguous";
  private static final String GRANT_REFUSED = "grant-refused";

  private final int mostAccounts;
  private final Clock clock;
  private final MultiGauge states;
  private final MultiGauge leastExpiry;
  private final MultiGauge expiry;

  /**
   * @param mostAccounts with more accounts than this none has a series of its own
   */
  public AccountMetrics(MeterRegistry meters, int mostAccounts, Clock clock) {
    this.mostAccounts = mostAccounts;
    this.clock = clock;
    this.states =
        MultiGauge.builder("m1bridge.token.accounts")
            .description("Accounts by state")
            .register(meters);
    this.leastExpiry =
        MultiGauge.builder("m1bridge.token.expiry.least")
            .description("Time until the first access token of a state expires")
            .baseUnit("seconds")
            .register(meters);
    this.expiry =
        MultiGauge.builder("m1bridge.token.expiry")
            .description("Time until the access token of an account expires")
            .baseUnit("seconds")
            .register(meters);
  }

  /** Brings the figures up to date; every few seconds. */
  public void show(List<Account> accounts) {
    Instant now = clock.instant();
    Map<String, Integer> byState = new TreeMap<>();
    for (AccountDescriptor.State state : AccountDescriptor.State.values()) {
      byState.put(word(state), 0);
    }
    byState.put(AMBIGUOUS, 0);
    byState.put(GRANT_REFUSED, 0);
    Map<String, Double> least = new TreeMap<>();
    List<MultiGauge.Row<?>> each = new ArrayList<>();
    for (Account account : accounts) {
      String state = word(account.state());
      byState.merge(state, 1, Integer::sum);
      account
          .state()
          .currentTokens()
          .map(tokens -> seconds(tokens, now))
          .ifPresent(
              seconds -> {
                least.merge(state, seconds, Math::min);
                if (accounts.size() <= mostAccounts) {
                  each.add(MultiGauge.Row.of(Tags.of("account", account.id().value()), seconds));
                }
              });
    }
    states.register(rows(byState), true);
    leastExpiry.register(rows(least), true);
    expiry.register(each, true);
  }

  private static List<MultiGauge.Row<?>> rows(Map<String, ? extends Number> byState) {
    List<MultiGauge.Row<?>> rows = new ArrayList<>();
    byState.forEach((state, n) -> rows.add(MultiGauge.Row.of(Tags.of("state", state), n)));
    return rows;
  }

  private static double seconds(TokenSet tokens, Instant now) {
    return Duration.between(now, tokens.expiresAt()).toMillis() / 1000.0;
  }

  /**
   * As in {@code m1.accounts}, but what is ambiguous or refused needs a person before it expires.
   */
  private static String word(AccountState state) {
    if (state instanceof AccountState.GrantRefused) {
      return GRANT_REFUSED;
    }
    return state instanceof AccountState.Ambiguous ? AMBIGUOUS : word(state.seenAs());
  }

  private static String word(AccountDescriptor.State state) {
    return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
