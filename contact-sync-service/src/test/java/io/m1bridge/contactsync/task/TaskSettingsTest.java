package io.m1bridge.contactsync.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m1bridge.contactsync.consent.SuppressionPolicy;
import io.m1bridge.contactsync.contact.AddMerge;
import io.m1bridge.contactsync.contact.ContactLimits;
import io.m1bridge.contactsync.contact.Mode;
import io.m1bridge.contactsync.contact.Modes;
import io.m1bridge.contactsync.contact.Owners;
import io.m1bridge.contactsync.delete.DeleteGuard;
import io.m1bridge.contactsync.pack.Limits;
import io.m1bridge.contactsync.plan.InputFlow;
import io.m1bridge.contracts.AccountDescriptor;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.Backoff;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskSettingsTest {

  @Test
  void shouldKnowTheModeOfSingleAccounts() {
    Modes modes =
        TestSettings.with(Map.of("mode", "upsert", "modes.crm-a", "mirror")).modesByAccount();

    assertThat(modes.of(new AccountId("crm-a"))).isEqualTo(Mode.MIRROR);
    assertThat(modes.of(new AccountId("crm-b"))).isEqualTo(Mode.UPSERT);
  }

  @Test
  void shouldKnowWhichAccountsAreTriedDry() {
    Modes modes =
        TestSettings.with(
                Map.of("dry-run", "true", "dry-runs.crm-a", "false", "modes.crm-b", "update-only"))
            .modesByAccount();

    assertThat(modes.isDry(new AccountId("crm-a"))).isFalse();
    assertThat(modes.isDry(new AccountId("crm-b"))).isTrue();
    assertThat(modes.of(new AccountId("crm-b"))).isEqualTo(Mode.UPDATE_ONLY);
    assertThat(Modes.MIRROR.isDry(new AccountId("crm-a"))).isFalse();
  }

  @Test
  void shouldKnowWhoseGroupsMayBeDeletedWithTheirContacts() {
    TaskSettings one = TestSettings.with(Map.of("group-deletes.crm-a", "true"));
    TaskSettings others =
        TestSettings.with(Map.of("group-delete", "true", "group-deletes.crm-a", "false"));

    assertThat(one.deletes().byGroup()).accepts(new AccountId("crm-a"));
    assertThat(one.deletes().byGroup()).rejects(new AccountId("crm-b"));
    assertThat(others.deletes().byGroup()).rejects(new AccountId("crm-a"));
    assertThat(others.deletes().byGroup()).accepts(new AccountId("crm-b"));
  }

  @Test
  void shouldRefuseToConfirmAddsByEditsThatAModeDoesNotMake() {
    Map<String, String> all = Map.of("mode", "add-only", "add-merge", "unknown");
    Map<String, String> one = Map.of("modes.crm-a", "add-only", "add-merge", "unknown");

    for (Map<String, String> settings : List.of(all, one)) {
      assertThatThrownBy(() -> TaskSettings.check(TestSettings.with(settings)))
          .hasMessageStartingWith("m1bridge.contact-sync.add-merge is unknown");
    }
    TaskSettings.check(TestSettings.with(Map.of("mode", "add-only")));
  }

  @Test
  void shouldSayWhichOwnerIsWrong() {
    TaskSettings settings = TestSettings.with(Map.of("owners.\"custom:VIP\"", "m2"));

    assertThatThrownBy(() -> TaskSettings.check(settings))
        .hasMessageStartingWith("m1bridge.contact-sync.owners.\"custom:VIP\" is 'm2'");
  }

  @Test
  void shouldKnowHowManyContactsAnAccountMayHave() {
    TaskSettings settings = TestSettings.with(Map.of("contact-limits.crm-a", "5000"));
    PlanLimits limits = settings.planLimits();

    assertThat(limits.of(account("crm-a", "diamond"))).hasValue(5_000L);
    assertThat(limits.of(account("crm-b", "gold"))).hasValue(100_000L);
    assertThat(limits.of(account("crm-b", "diamond"))).isEmpty();
    assertThatThrownBy(
            () -> TaskSettings.check(TestSettings.with(Map.of("contact-limits.crm-a", "0"))))
        .hasMessage("m1bridge.contact-sync.contact-limits.\"crm-a\" has to be positive, not 0");
  }

  private static AccountDescriptor account(String id, String plan) {
    return new AccountDescriptor(
        id, plan, 2_000, AccountDescriptor.State.AUTHORIZED, 1, null, Instant.EPOCH);
  }

  @Test
  void shouldSayWhichSettingOfTheDeleteGuardIsWrong() {
    TaskSettings settings = TestSettings.with(Map.of("delete-guard.share", "10"));

    assertThatThrownBy(() -> TaskSettings.check(settings))
        .hasMessage("m1bridge.contact-sync.delete-guard.share is 10.0: it goes from 0 to 1");
  }

  /** A caller sends until it gives up, and no time-out takes back what is on its way then. */
  @ParameterizedTest
  @CsvSource({"5s, 60s, 105", "90s, 60s, 190", "5s, 3m, 225", "30s, 0s, 70"})
  void shouldHoldBackForTimeOutAndNetwork(String timeOut, String network, int seconds) {
    TaskSettings settings =
        TestSettings.with(Map.of("call-timeout", timeOut, "network-delay", network));

    assertThat(settings.inDoubtFor()).hasSeconds(seconds);
  }

  /** An add of unknown outcome would be made again while it may still land. */
  @Test
  void shouldRefuseANetworkThatOutlastsTwoPasses() {
    Map<String, String> most = Map.of("call-timeout", "30s", "network-delay", "530s");
    Map<String, String> longer = Map.of("call-timeout", "31s", "network-delay", "530s");
    Map<String, String> negative = Map.of("network-delay", "-1s");

    TaskSettings.check(TestSettings.with(most));
    assertThatThrownBy(() -> TaskSettings.check(TestSettings.with(longer)))
        .hasMessage(
            "m1bridge.contact-sync.network-delay is PT8M50S: with this call-timeout it is at most"
                + " PT8M49S, for an add that passes ten minutes apart do not show is made again");
    assertThatThrownBy(() -> TaskSettings.check(TestSettings.with(negative)))
        .hasMessage("m1bridge.contact-sync.network-delay is negative: PT-1S");
  }

  @Test
  void shouldKeepItsDefaults() {
    TaskSettings settings = TestSettings.with(Map.of());

    TaskSettings.check(settings);
    assertThat(settings.addMerge()).isEqualTo(AddMerge.NEW_WINS);
    assertThat(settings.modesByAccount()).isEqualTo(Modes.MIRROR);
    assertThat(settings.fieldOwners()).isEqualTo(Owners.ALL_CRM);
    assertThat(settings.suppressions()).isEqualTo(SuppressionPolicy.BLOCK);
    assertThat(settings.limits()).isEqualTo(new Limits(1_000, 1_900_000));
    assertThat(settings.flow())
        .isEqualTo(
            new InputFlow.Settings(
                new InputFlow.Waiting(Duration.ofMillis(500), Duration.ofSeconds(3)),
                50,
                new InputFlow.Waiting(Duration.ofSeconds(2), Duration.ofSeconds(60)),
                Duration.ofSeconds(5)));
    assertThat(settings.inDoubtFor())
        .as("permit + caller + network + clocks")
        .hasSeconds(30 + 30 + 60 + 10);
    assertThat(settings.maxInFlight()).isEqualTo(4);
    assertThat(settings.scanRows()).isEqualTo(4_000);
    assertThat(settings.backoff())
        .isEqualTo(new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1)));
    assertThat(settings.limitPause()).hasMinutes(10);
    assertThat(settings.failuresUntilBisect()).isEqualTo(5);
    assertThat(settings.createProperties()).isTrue();
    assertThat(settings.deletePatience()).hasMinutes(10);
    assertThat(settings.deletes().byGroup().test(new AccountId("crm-a"))).isFalse();
    assertThat(settings.deleteLimit()).isEqualTo(new DeleteGuard.Limit(100, 0.1));
    assertThat(settings.contactLimits()).isEqualTo(new ContactLimits(100, 100, 262_144));
    assertThat(settings.costlyShare()).isEqualTo(0.1);
    assertThat(settings.tick()).hasMillis(100);
  }
}
