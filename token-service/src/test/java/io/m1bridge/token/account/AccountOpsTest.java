package io.m1bridge.token.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.m1bridge.contracts.AccountEvent;
import io.m1bridge.contracts.AccountEvent.What;
import io.m1bridge.m1.AccountId;
import io.m1bridge.testkit.time.MutableClock;
import io.m1bridge.token.MemoryLog;
import io.m1bridge.token.Samples;
import io.m1bridge.token.account.TokenReports.Report;
import io.m1bridge.token.account.TokenReports.Suspension;
import io.m1bridge.token.state.AccountState;
import io.m1bridge.token.state.Registration;
import io.m1bridge.token.state.TokenSet;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the audit tells, and what E10101 and E10102 do to an account. */
class AccountOpsTest {

  private static final AccountId DEMO = new AccountId("demo");

  private final MutableClock clock = MutableClock.at(Samples.START.plus(Duration.ofHours(1)));
  private final MemoryLog log = new MemoryLog();
  private final AccountOps ops = new AccountOps(log, clock);
  private final TokenReports reports = new TokenReports(log, clock, Duration.ofSeconds(30));

  @Test
  void shouldSayWhoChangedWhichFieldsOfADeclarationAndNeverWhatTheyHold() throws Exception {
    ops.declare(DEMO, registration("s3cret", 2_000, "http://a"), "configuration");
    ops.declare(DEMO, registration("s3cret", 2_000, "http://a"), "local-admin");
    ops.declare(DEMO, registration("n3w", 4_000, "http://b"), "local-admin");
    ops.remove(DEMO, "local-admin");
    assertThat(log.events)
        .extracting(AccountEvent::what, AccountEvent::by, AccountEvent::detail)
        .containsExactly(
            tuple(What.REGISTERED, "configuration", "declared"),
            tuple(
                What.CHANGED,
                "local-admin",
                "changed: client-secrets, calls-per-hour, redirect-uri"),
            tuple(What.REMOVED, "local-admin", "removed"));
    assertThat(log.events.toString()).doesNotContain("s3cret", "n3w");
  }

  @Test
  void shouldSuspendKeepTheGrantAndResume() throws Exception {
    AccountState before = new AccountState.Authorized(Samples.tokens(3));
    log.accounts.put(DEMO, Samples.account("demo", before));
    assertThat(reports.suspend(DEMO, "of another token", "contact-sync"))
        .isEqualTo(Suspension.STALE);
    assertThat(reports.suspend(DEMO, "f3", "contact-sync")).isEqualTo(Suspension.SUSPENDED);
    assertThat(log.accounts.get(DEMO).state().currentTokens())
        .as("nothing is handed out")
        .isEmpty();
    assertThat(reports.suspend(DEMO, "f3", "edm-event"))
        .as("told once")
        .isEqualTo(Suspension.SUSPENDED);

    ops.resume(DEMO, "local-admin");
    assertThat(log.accounts.get(DEMO).state()).isEqualTo(before);
    ops.resume(DEMO, "local-admin");
    assertThat(log.events)
        .extracting(AccountEvent::what, AccountEvent::by)
        .containsExactly(tuple(What.SUSPENDED, "contact-sync"), tuple(What.RESUMED, "local-admin"));
  }

  @Test
  void shouldNotSuspendWhileNewTokensMayBeOnTheirWay() throws Exception {
    AccountState intent =
        new AccountState.Authorized(Samples.tokens(3))
            .refreshing(clock.instant().plusSeconds(5), clock.instant().plusSeconds(40));
    log.accounts.put(DEMO, Samples.account("demo", intent));
    assertThat(reports.suspend(DEMO, "f3", "contact-sync")).isEqualTo(Suspension.LATER);
    assertThat(log.accounts.get(DEMO).state()).isEqualTo(intent);
  }

  @Test
  void shouldRepairARefusedTokenOnceAndThenAskForAPerson() throws Exception {
    log.accounts.put(DEMO, Samples.account("demo", new AccountState.Authorized(Samples.tokens(3))));
    for (int i = 0; i < 5; i++) {
      assertThat(reports.invalidate(DEMO, "f3", "contact-sync")).isEqualTo(Report.TAKEN);
    }
    assertThat(log.events).extracting(AccountEvent::what).containsExactly(What.TOKEN_REFUSED);

    // What the refresh after it brings is a repair; its refusal is the end of it.
    AccountState.Authorized repaired =
        new AccountState.Authorized(
            new TokenSet(
                    4,
                    "access-4",
                    "refresh-4",
                    "f4",
                    clock.instant(),
                    clock.instant().plus(Duration.ofHours(24)),
                    false)
                .asRepair());
    log.accounts.put(DEMO, Samples.account("demo", repaired));
    clock.advance(Duration.ofMinutes(1));
    assertThat(reports.invalidate(DEMO, "f3", "edm-event"))
        .as("late, about the old one")
        .isEqualTo(Report.STALE);
    assertThat(log.accounts.get(DEMO).state()).isEqualTo(repaired);
    assertThat(reports.invalidate(DEMO, "f4", "contact-sync")).isEqualTo(Report.TAKEN);
    assertThat(log.accounts.get(DEMO).state()).isInstanceOf(AccountState.Suspended.class);
    ops.resume(DEMO, "local-admin");
    assertThat(log.accounts.get(DEMO).state())
        .as("and its refresh token is still there")
        .isEqualTo(repaired.refusedByM1());

    // Much later it is a new story.
    log.accounts.put(DEMO, Samples.account("demo", repaired));
    clock.advance(Duration.ofMinutes(10));
    reports.invalidate(DEMO, "f4", "contact-sync");
    assertThat(log.accounts.get(DEMO).state()).isEqualTo(repaired.refusedByM1());
  }

  @Test
  void shouldMakeNothingOfWhatTheApiSaysToAYoungToken() throws Exception {
    AccountState repaired =
        new AccountState.Authorized(
            new TokenSet(
                    4,
                    "access-4",
                    "refresh-4",
                    "f4",
                    clock.instant(),
                    clock.instant().plus(Duration.ofHours(24)),
                    false)
                .asRepair());
    log.accounts.put(DEMO, Samples.account("demo", repaired));
    clock.advance(Duration.ofSeconds(30).minusMillis(1));

    for (int i = 0; i < 3; i++) {
      assertThat(reports.invalidate(DEMO, "f4", "contact-sync")).isEqualTo(Report.TOO_EARLY);
      assertThat(reports.suspend(DEMO, "f4", "edm-event")).isEqualTo(Suspension.TOO_EARLY);
    }

    assertThat(log.accounts.get(DEMO).state()).isEqualTo(repaired);
    assertThat(log.events).isEmpty();
    clock.advance(Duration.ofMillis(1));
    assertThat(reports.suspend(DEMO, "f4", "edm-event")).isEqualTo(Suspension.SUSPENDED);
  }

  private static Registration registration(String secret, int calls, String redirect) {
    return new Registration(
        "client", List.of(secret), "gold", calls, 0, redirect, Registration.Origin.REST);
  }
}
