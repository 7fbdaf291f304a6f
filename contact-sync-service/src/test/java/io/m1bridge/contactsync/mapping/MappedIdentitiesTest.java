package io.m1bridge.contactsync.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m1bridge.contactsync.contact.Identities;
import io.m1bridge.contactsync.contact.Identity;
import io.m1bridge.m1.AccountId;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What contacts are known by, as mapping files say it. */
class MappedIdentitiesTest {

  private static final AccountId DEMO = new AccountId("demo");
  private static final AccountId SHOP = new AccountId("shop");

  private static Mapping mapping(String more) {
    return MappingReader.read(
        "a.yaml",
        """
        format: json
        contact:
          fields: {email: mail, mobilePhone: phone}
          custom: {No: id}
        """
            + more);
  }

  @Test
  void shouldBeOfTheAccountThatTheMappingNames() {
    Identities identities =
        MappedIdentities.of(
            Map.of(
                "a.yaml",
                mapping("identity: mobile"),
                "b.yaml",
                mapping("identity: custom.No\naccount: {constant: shop}"),
                "c.yaml",
                mapping("key-format: json\naccount: tenant")),
            DEMO);

    assertThat(identities.of(DEMO)).isEqualTo(Identity.MOBILE);
    assertThat(identities.of(SHOP)).isEqualTo(Identity.custom("No"));
    assertThat(identities.of(new AccountId("other"))).isEqualTo(Identity.EMAIL);
  }

  @Test
  void shouldRefuseTwoOfOneAccount() {
    assertThatThrownBy(
            () ->
                MappedIdentities.of(
                    Map.of("a.yaml", mapping("identity: mobile"), "b.yaml", mapping("")), DEMO))
        .isInstanceOf(MappingException.class)
        .hasMessageContaining("The mapping b.yaml cannot be used")
        .hasMessageContaining(
            "line 1: contacts of account demo are known by email here, and by mobile in a.yaml,"
                + " line 5")
        .hasMessageContaining("say the same in both");
  }

  @Test
  void shouldRefuseOneOfNoAccount() {
    assertThatThrownBy(
            () -> MappedIdentities.of(Map.of("a.yaml", mapping("identity: mobile")), null))
        .hasMessageContaining("line 5: 'identity' is of an account, and there is none")
        .hasMessageContaining("m1bridge.contact-sync.default-account");
  }

  @Test
  void shouldSayWhatIsWrongWithItsLine() {
    assertThatThrownBy(() -> mapping("identity: phone"))
        .hasMessageContaining("line 5: there is no identity 'phone'");
    assertThatThrownBy(() -> mapping("identity: mobile\nkey-format: json\naccount: tenant"))
        .hasMessageContaining("line 5: 'identity' is one for the whole account")
        .hasMessageContaining("leave it out for the default account");
    assertThatThrownBy(() -> mapping("identity: custom.Nr"))
        .hasMessageContaining("line 5: contacts are known by 'custom.Nr', and 'contact' does not");
    assertThatThrownBy(
            () ->
                MappingReader.read(
                    "a.yaml",
                    """
                    format: json
                    identity: mobile
                    contact:
                      fields: {mobilePhone: phone}
                      groups: tags
                    """))
        .hasMessageContaining("line 5: contacts that are not known by their email cannot join");
    assertThatThrownBy(() -> mapping("identity: mobile\nwithout-email: delete"))
        .hasMessageContaining("line 6: contacts are not known by their email here: say 'without-");
    assertThatThrownBy(() -> mapping("without-identity: delete\nwithout-email: delete"))
        .hasMessageContaining("line 6: 'without-identity' says the same: leave one of them out");
  }
}
