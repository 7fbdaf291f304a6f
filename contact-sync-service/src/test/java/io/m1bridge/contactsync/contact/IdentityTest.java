package io.m1bridge.contactsync.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m1bridge.m1.AccountId;
import java.time.Duration;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityTest {

  private static final Duration DAY = Duration.ofDays(1);

  private static final AccountId ACCOUNT = new AccountId("demo");

  @ParameterizedTest
  @CsvSource({
    "13800000000, +8613800000000",
    "+86 138-0000-0000, +8613800000000",
    "008613800000000, +8613800000000",
    "１３８００００００００, +8613800000000",
    "+8613800000000, +8613800000000",
    "+49 171 1234567, +491711234567",
    "+1 (415) 555-2671, +14155552671"
  })
  void shouldReadSpellingsOfANumberAsOne(String text, String key) {
    assertThat(MobileNumber.key(text)).hasValue(key);
    assertThat(Identity.normalized(Identity.MOBILE.address(text)))
        .isEqualTo(Identity.MOBILE.address(key));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ask for Li", "", "12", "+86 10 6552 9988 ext. 123", "+", "@"})
  void shouldReadNothingElseAsANumber(String text) {
    assertThat(MobileNumber.key(text)).isEmpty();
  }

  @Test
  void shouldTellOfWhichFieldAnAddressIs() {
    String custom = Identity.custom("No").address("a/1");

    assertThat(Identity.ofAddress("a@x.cn")).isEqualTo(Identity.EMAIL);
    assertThat(Identity.ofAddress(custom)).isEqualTo(Identity.custom("No"));
    assertThat(Identity.value(custom)).isEqualTo("a/1");
    assertThat(Identity.value("a@x.cn")).isEqualTo("a@x.cn");
  }

  @Property
  void shouldNormalizeOnceAndForAll(
      @ForAll("identities") Identity identity, @ForAll("values") String value) {
    String once = Identity.normalized(identity.address(value));

    assertThat(Identity.normalized(once)).isEqualTo(once);
    assertThat(Identity.ofAddress(once)).isEqualTo(identity);
  }

  @Test
  void shouldRefuseSettingsThatAnIdentityCannotLiveWith() {
    Identities mobile = new Identities(Map.of(ACCOUNT, Identity.MOBILE));

    mobile.check(Owners.ALL_CRM, false, DAY);
    Identities.ALL_EMAIL.check(Owners.ALL_CRM, true, DAY);
    assertThatThrownBy(() -> mobile.check(Owners.of(Map.of("mobilePhone", "shared")), false, DAY))
        .hasMessageContaining("m1bridge.contact-sync.owners.\"mobilePhone\" is shared")
        .hasMessageContaining("account demo");
    assertThatThrownBy(() -> mobile.check(Owners.ALL_CRM, true, DAY))
        .hasMessageContaining("m1bridge.contact-sync.suppressions is do-not-mail-group")
        .hasMessageContaining("Set block or allow");
    Identities.ALL_EMAIL.check(Owners.ALL_CRM, false, Duration.ZERO);
    assertThatThrownBy(() -> mobile.check(Owners.ALL_CRM, false, Duration.ZERO))
        .hasMessageContaining("m1bridge.contact-sync.reconcile.every is 0s")
        .hasMessageContaining("account demo");
  }

  @Provide
  Arbitrary<Identity> identities() {
    return Arbitraries.of(Identity.EMAIL, Identity.MOBILE, Identity.custom("No"));
  }

  @Provide
  Arbitrary<String> values() {
    Arbitrary<String> numbers =
        Arbitraries.strings().withChars("0123456789+- ()").ofMinLength(1).ofMaxLength(16);
    Arbitrary<String> texts =
        Arbitraries.strings().withCharRange(' ', '\u2fff').ofMinLength(1).ofMaxLength(12);
    return Arbitraries.oneOf(numbers, texts);
  }
}
