package io.m1bridge.contactsync;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.change.IntakeSettings;
import io.m1bridge.contactsync.task.TestSettings;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContactSyncConfigTest {

  @Test
  void shouldKeepItsDefaults() {
    ContactSyncConfig config = TestSettings.of(ContactSyncConfig.class, Map.of());

    assertThat(config.applicationId()).isEqualTo("contact-sync");
    assertThat(config.sources()).isEmpty();
    assertThat(config.intakeSettings()).isEqualTo(IntakeSettings.of(null));
  }
}
