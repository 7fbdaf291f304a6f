package io.m1bridge.token.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m1bridge.m1.AccessToken;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.OAuth2Port;
import io.m1bridge.testkit.time.MutableClock;
import io.m1bridge.token.Samples;
import io.m1bridge.token.TestSettings;
import io.m1bridge.token.account.AccountOps;
import io.m1bridge.token.account.TokenReports;
import io.m1bridge.token.brake.BrakeNetwork;
import io.m1bridge.token.log.MemoryLog;
import io.m1bridge.token.refresh.HandExecutor;
import io.m1bridge.token.refresh.RefreshEnd;
import io.m1bridge.token.refresh.RefreshSettings.UnknownOutcome;
import io.m1bridge.token.refresh.Refresher;
import io.m1bridge.token.refresh.SilentObserver;
import io.m1bridge.token.secret.Keyset;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every state and everything that can be done to it: what is legal is written down here. */
class AccountTransitionsTest {

  private static final AccountId DEMO = new AccountId("demo");
  private static final Instant DUE = Samples.START.plus(Duration.ofHours(13));
  private static final Instant SEND_BEFORE = DUE.plusSeconds(5);
  private static final Instant ANSWER_BEFORE = DUE.plusSeconds(40);

  /** What each state offers; what it does not offer does not compile. */
  @Test
  void shouldOfferTheseTransitionsAndNoOthers() {
    Map<String, String> offered = new TreeMap<>();
    for (Class<?> state : Samples.stateTypes()) {
      offered.put(
          state.getSimpleName(),
          Arrays.stream(state.getDeclaredMethods())
              .filter(method -> AccountState.class.isAssignableFrom(method.getReturnType()))
              .map(Method::getName)
              .sorted()
              .collect(Collectors.joining(" ")));
    }
    assertThat(offered)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "Registered", "",
                "Authorized", "over refreshing refusedByM1 suspended",
                "Refreshing", "granted notDone refused unknown",
                "GrantRefused", "askingAgain granted over refusedByM1 suspended",
                "Ambiguous", "granted over refusedByM1 replaying suspended",
                "NeedsAuthorization", "",
                "Suspended", "before resumed"));
  }

  @Test
  void shouldThrowWhereTheTypeCannotForbidIt() {
    AccountState.Refreshing refreshing =
        new AccountState.Authorized(Samples.tokens(3)).refreshing(SEND_BEFORE, ANSWER_BEFORE);
    for (long generation : new long[] {2, 3, 5}) {
      assertThatThrownBy(() -> refreshing.granted(Samples.tokens(generation)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("cannot follow 3");
    }
    AccountState.Ambiguous replayed =
        refreshing.unknown("x").replaying(SEND_BEFORE, ANSWER_BEFORE).unknown("again");
    assertThatThrownBy(() -> replayed.replaying(SEND_BEFORE, ANSWER_BEFORE))
        .isInstanceOf(IllegalStateException.class);
  }

  /** A dash: nothing is written. The clock stands at 13 hours of the tokens' 24. */
  private static final String TABLE =
      """
                         | declare    | declare-anew       | remove | connect    | connect-other | new-incarnation | report     | stale-report | throttled          | hand-over  | stale-hand-over | refresh    | refresh-replay-once | no-permission | resume             | disconnect
      none               | Registered | Registered         | -      | -          | -             | -               | -          | -            | -                  | -          | -               | -          | -                   | -             | -                  | -
      Registered         | -          | Registered         | gone   | Authorized | -             | Authorized      | -          | -            | Registered         | -          | -               | -          | -                   | -             | -                  | -
      Authorized         | -          | Authorized         | gone   | Authorized | -             | Authorized      | Authorized | -            | Authorized         | -          | -               | Refreshing | Refreshing          | Suspended     | -                  | NeedsAuthorization
      refused            | -          | Authorized         | gone   | Authorized | -             | Authorized      | -          | -            | Authorized         | -          | -               | Refreshing | Refreshing          | Suspended     | -                  | NeedsAuthorization
      failed-repair      | -          | Authorized         | gone   | Authorized | -             | Authorized      | Suspended  | -            | Authorized         | -          | -               | -          | -                   | Suspended     | -                  | NeedsAuthorization
      Refreshing         | -          | Refreshing         | gone   | Authorized | -             | Authorized      | -          | -            | Refreshing         | Authorized | -               | -          | -                   | -             | -                  | NeedsAuthorization
      expired-intent     | -          | Refreshing         | gone   | Authorized | -             | Authorized      | -          | -            | Refreshing         | Authorized | -               | Ambiguous  | Ambiguous           | -             | -                  | NeedsAuthorization
      Ambiguous          | -          | Ambiguous          | gone   | Authorized | -             | Authorized      | Ambiguous  | -            | Ambiguous          | Authorized | -               | -          | Refreshing          | Suspended     | -                  | NeedsAuthorization
      replaying          | -          | Refreshing         | gone   | Authorized | -             | Authorized      | -          | -            | Refreshing         | Authorized | -               | -          | -                   | -             | -                  | NeedsAuthorization
      replayed           | -          | Ambiguous          | gone   | Authorized | -             | Authorized      | Ambiguous  | -            | Ambiguous          | Authorized | -               | -          | -                   | Suspended     | -                  | NeedsAuthorization
      GrantRefused       | -          | GrantRefused       | gone   | Authorized | -             | Authorized      | GrantRefused | -          | GrantRefused       | Authorized | -               | -          | -                   | Suspended     | -                  | NeedsAuthorization
      asking-again       | -          | Refreshing         | gone   | Authorized | -             | Authorized      | -          | -            | Refreshing         | Authorized | -               | -          | -                   | -             | -                  | NeedsAuthorization
      refused-a-minute-ago | -        | GrantRefused       | gone   | Authorized | -             | Authorized      | GrantRefused | -          | GrantRefused       | Authorized | -               | Refreshing | Refreshing          | Suspended     | -                  | NeedsAuthorization
      refused-and-used-up | -         | GrantRefused       | gone   | Authorized | -             | Authorized      | -          | -            | GrantRefused       | Authorized | -               | NeedsAuthorization | NeedsAuthorization | Suspended  | -                  | NeedsAuthorization
      NeedsAuthorization | -          | NeedsAuthorization | gone   | Authorized | -             | Authorized      | -          | -            | NeedsAuthorization | -          | -               | -          | -                   | -             | -                  | -
      Suspended          | -          | Suspended          | gone   | Authorized | -             | Authorized      | -          | -            | Suspended          | -          | -               | -          | -                   | -             | Authorized         | NeedsAuthorization
      suspended-doubt    | -          | Suspended          | gone   | Authorized | -             | Authorized      | -          | -            | Suspended          | Suspended  | -               | -          | -                   | -             | Ambiguous          | NeedsAuthorization
      of-an-old-version  | -          | Suspended          | gone   | Authorized | -             | Authorized      | -          | -            | Suspended          | -          | -               | -          | -                   | -             | NeedsAuthorization | -
      """;

  static Stream<Arguments> pairs() {
    List<String[]> rows =
        TABLE.lines().map(line -> line.split("\\|")).filter(cells -> cells.length > 1).toList();
    String[] operations = rows.get(0);
    List<Arguments> pairs = new ArrayList<>();
    for (String[] row : rows.subList(1, rows.size())) {
      for (int i = 1; i < operations.length; i++) {
        pairs.add(Arguments.of(row[0].strip(), operations[i].strip(), row[i].strip()));
      }
    }
    return pairs.stream();
  }

  @ParameterizedTest(name = "{0}, {1}: {2}")
  @MethodSource("pairs")
  void shouldDoWhatTheTableSays(String state, String operation, String result) throws Exception {
    MemoryLog log = new MemoryLog(new AccountCodec(KEYSET));
    if (!state.equals("none")) {
      log.put(Samples.account("demo", state(state)));
    }
    int before = log.records().size();
    perform(operation, log);
    int written = log.records().size() - before;
    assertThat(written).as("records").isEqualTo(result.equals("-") ? 0 : 1);
    if (result.equals("gone")) {
      assertThat(log.account(DEMO)).isEmpty();
    } else if (written == 1) {
      assertThat(log.account(DEMO).orElseThrow().state().kind()).isEqualTo(result);
    }
  }

  @Test
  void shouldHaveARowForEveryStateAndMoreWhereItsDataDecides() {
    List<String> kinds =
        TABLE
            .lines()
            .skip(2)
            .map(line -> state(line.split("\\|")[0].strip()).kind())
            .distinct()
            .toList();
    assertThat(kinds)
        .containsExactlyInAnyOrderElementsOf(
            Samples.stateTypes().stream()
                .map(Class::getSimpleName)
                .filter(Predicate.not(String::isEmpty))
                .toList());
  }

  private static final Keyset KEYSET = Keyset.parse(Keyset.generate());

  private static AccountState state(String name) {
    AccountState.Authorized authorized = new AccountState.Authorized(Samples.tokens(3));
    AccountState.Refreshing refreshing = authorized.refreshing(SEND_BEFORE, ANSWER_BEFORE);
    AccountState.Refreshing replaying =
        refreshing.unknown("time-out").replaying(SEND_BEFORE, ANSWER_BEFORE);
    return switch (name) {
      case "Registered" -> new AccountState.Registered();
      case "Authorized" -> authorized;
      case "refused" -> authorized.refusedByM1();
      case "Refreshing" -> refreshing;
      case "expired-intent" -> authorized.refreshing(DUE.minusSeconds(40), DUE);
      case "Ambiguous" -> refreshing.unknown("time-out");
      case "replaying" -> replaying;
      case "replayed" -> replaying.unknown("time-out");
      case "GrantRefused" -> refreshing.refused("invalid_grant", DUE);
      case "asking-again" ->
          refreshing.refused("invalid_grant", DUE).askingAgain(SEND_BEFORE, ANSWER_BEFORE);
      case "refused-a-minute-ago" -> refreshing.refused("invalid_grant", DUE.minusSeconds(60));
      case "refused-and-used-up" -> confirmed(refreshing).refusedByM1();
      case "NeedsAuthorization" -> confirmed(refreshing).over();
      case "failed-repair" -> new AccountState.Authorized(repair());
      case "Suspended" -> authorized.suspended("stopped");
      case "suspended-doubt" -> refreshing.unknown("time-out").suspended("stopped");
      case "of-an-old-version" -> new AccountState.Suspended("stopped", 3, null);
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static AccountState.GrantRefused confirmed(AccountState.Refreshing first) {
    return first
        .refused("invalid_grant", DUE.minusSeconds(60))
        .askingAgain(SEND_BEFORE, ANSWER_BEFORE)
        .refused("invalid_grant", DUE);
  }

  /** Got because the second generation was refused, a minute ago. */
  private static TokenSet repair() {
    return new TokenSet(
            3,
            "access-3",
            "refresh-3",
            "f3",
            DUE.minusSeconds(60),
            DUE.plus(Duration.ofHours(24)),
            false)
        .asRepair();
  }

  private static void perform(String operation, MemoryLog log) throws Exception {
    AccountOps ops = new AccountOps(log, MutableClock.at(DUE));
    TokenReports reports = new TokenReports(log, MutableClock.at(DUE), Duration.ofSeconds(30));
    OAuth2Port.Grant.Granted granted =
        new OAuth2Port.Grant.Granted(
            new AccessToken("new"), "refresh-new", DUE.plus(Duration.ofHours(24)));
    switch (operation) {
      case "declare" -> ops.declare(DEMO, Samples.registration("secret"), "test");
      case "declare-anew" -> ops.declare(DEMO, Samples.registration("another"), "test");
      case "disconnect" -> ops.disconnect(DEMO, "test");
      case "remove" -> ops.remove(DEMO, "test");
      case "connect" -> ops.activate(DEMO, granted, Optional.of("4711"), false, "test");
      case "connect-other" -> ops.activate(DEMO, granted, Optional.of("4712"), false, "test");
      case "new-incarnation" -> ops.activate(DEMO, granted, Optional.of("4712"), true, "test");
      case "report" -> reports.invalidate(DEMO, "f3", "test");
      case "stale-report" -> reports.invalidate(DEMO, "f2", "test");
      case "no-permission" -> reports.suspend(DEMO, "f3", "test");
      case "resume" -> ops.resume(DEMO, "test");
      case "throttled" -> reports.throttled(DEMO, "test");
      case "hand-over" -> ops.takeHandOver(DEMO, new RefreshEnd.Renewed(Samples.tokens(4), "late"));
      case "stale-hand-over" ->
          ops.takeHandOver(DEMO, new RefreshEnd.Renewed(Samples.tokens(3), "late"));
      case "refresh" -> refresh(log, UnknownOutcome.STOP);
      case "refresh-replay-once" -> refresh(log, UnknownOutcome.REPLAY_ONCE);
      default -> throw new IllegalArgumentException(operation);
    }
  }

  /** One round of upkeep, at an M1 that does not answer. */
  private static void refresh(MemoryLog log, UnknownOutcome policy) {
    OAuth2Port silent =
        (OAuth2Port)
            Proxy.newProxyInstance(
                OAuth2Port.class.getClassLoader(),
                new Class<?>[] {OAuth2Port.class},
                (proxy, method, args) -> new CompletableFuture<>());
    HandExecutor executor = new HandExecutor();
    new Refresher(
            log,
            silent,
            TestSettings.refresh(policy),
            Duration.ofSeconds(40),
            (account, end) -> true,
            BrakeNetwork.alone(MutableClock.at(DUE)),
            executor,
            executor,
            new Refresher.Times(MutableClock.at(DUE), () -> 0, new Random(1)),
            new SilentObserver())
        .tick();
    executor.run();
  }
}
