package io.m1bridge.contactsync.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class OwnersTest {

  @Test
  void shouldOwnWhatIsNamedAndNothingElse() {
    Owners owners =
        Owners.of(Map.of("city", "m1", "custom:等级", "shared", "groups", "M1", "email", "crm"));

    assertThat(owners.of("city")).isEqualTo(Owner.M1);
    assertThat(owners.of("custom:等级")).isEqualTo(Owner.SHARED);
    assertThat(owners.of(Owners.GROUPS)).isEqualTo(Owner.M1);
    assertThat(owners.of("notes")).isEqualTo(Owner.CRM);
    assertThat(owners.of("custom:city")).isEqualTo(Owner.CRM);
  }

  /** An environment variable has no case: M1BRIDGE_CONTACT_SYNC_OWNERS__FULLNAME_. */
  @Test
  void shouldTakeAFieldInAnyCase() {
    assertThat(Owners.of(Map.of("fullname", "m1")).of("fullName")).isEqualTo(Owner.M1);
  }

  @Test
  void shouldSayWhichFieldIsMeant() {
    assertThatThrownBy(() -> Owners.of(Map.of("mobilPhone", "m1")))
        .hasMessageStartingWith(
            "m1bridge.contact-sync.owners.\"mobilPhone\" names no field of a contact; is"
                + " 'mobilePhone' meant? Known are address, birthday,")
        .hasMessageEndingWith("workPhone, and custom:LABEL for a custom property");
    assertThatThrownBy(() -> Owners.of(Map.of("custom: ", "m1")))
        .hasMessageStartingWith("m1bridge.contact-sync.owners.\"custom: \" names no field");
  }

  @Test
  void shouldSayWhichOwnerIsMeant() {
    assertThatThrownBy(() -> Owners.of(Map.of("city", "share")))
        .hasMessage(
            "m1bridge.contact-sync.owners.\"city\" is 'share'; is 'shared' meant? Known are crm,"
                + " m1, shared");
  }

  @Test
  void shouldNotLetM1OwnTheEmail() {
    assertThatThrownBy(() -> Owners.of(Map.of("email", "shared")))
        .hasMessageStartingWith("m1bridge.contact-sync.owners.\"email\" is shared: M1 knows");
  }
}
