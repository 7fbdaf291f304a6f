package io.m1bridge.contactsync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m1bridge.contactsync.consent.SuppressionPolicy;
import io.m1bridge.contactsync.contact.AddMerge;
import io.m1bridge.contactsync.contact.ContactLimits;
import io.m1bridge.contactsync.contact.Mode;
import io.m1bridge.contactsync.contact.Modes;
import io.m1bridge.contactsync.delete.DeleteGuard;
import io.m1bridge.contactsync.pack.Limits;
import io.m1bridge.contactsync.plan.InputFlow;
import io.m1bridge.contactsync.task.TaskSettings;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.Backoff;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ContactSyncConfigTest {

  private static ContactSyncConfig config(String... settings) {
    SmallRyeConfigBuilder builder =
        new SmallRyeConfigBuilder()
            .addDefaultInterceptors()
            .withConverter(Duration.class, 200, new DurationConverter())
            .withMapping(ContactSyncConfig.class);
    for (int i = 0; i < settings.length; i += 2) {
      builder.withDefaultValue("m1bridge.contact-sync." + settings[i], settings[i + 1]);
    }
    return builder.build().getConfigMapping(ContactSyncConfig.class);
  }

  @Test
  void shouldKnowTheModeOfSingleAccounts() {
    Modes modes = config("mode", "upsert", "modes.crm-a", "mirror").taskSettings().modes();

    assertThat(modes.of(new AccountId("crm-a"))).isEqualTo(Mode.MIRROR);
    assertThat(modes.of(new AccountId("crm-b"))).isEqualTo(Mode.UPSERT);
  }

  @Test
  void shouldSayWhichSettingOfTheDeleteGuardIsWrong() {
    assertThatThrownBy(() -> config("delete-guard.share", "10").taskSettings())
        .hasMessage("m1bridge.contact-sync.delete-guard.share is 10.0: it goes from 0 to 1");
  }

  @Test
  void shouldKeepItsDefaults() {
    ContactSyncConfig config = config();

    assertThat(config.applicationId()).isEqualTo("contact-sync");
    assertThat(config.defaultAccount()).isEmpty();
    assertThat(config.taskSettings())
        .isEqualTo(
            new TaskSettings(
                AddMerge.NEW_WINS,
                Modes.MIRROR,
                SuppressionPolicy.BLOCK,
                new Limits(1_000, 1_900_000),
                new InputFlow.Settings(
                    new InputFlow.Waiting(Duration.ofMillis(500), Duration.ofSeconds(3)),
                    50,
                    new InputFlow.Waiting(Duration.ofSeconds(2), Duration.ofSeconds(30)),
                    Duration.ofSeconds(5)),
                // Permit 30 s, call 30 s, clocks 10 s.
                Duration.ofSeconds(70),
                4,
                4_000,
                new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1)),
                Duration.ofMinutes(10),
                5,
                true,
                Duration.ofMinutes(10),
                new DeleteGuard.Limit(100, 0.1),
                new ContactLimits(100, 100, 262_144),
                0.1,
                Duration.ofMillis(100)));
  }
}
