package io.m1bridge.address;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {

  @ParameterizedTest
  @CsvSource({
    "zhang.san@example.com, zhang.san@example.com, zhang.san@example.com",
    "Zhang.San@Example.COM, Zhang.San@example.com, zhang.san@example.com",
    "a@example.com\u00a0, a@example.com, a@example.com",
    "\ufeffa@example.com, a@example.com, a@example.com",
    "a\u200b@example.com, a@example.com, a@example.com",
    "\u202aa@example.com\u202c, a@example.com, a@example.com",
    "a@exam\u00adple.com, a@example.com, a@example.com",
    "a\ufe0f@example.com, a@example.com, a@example.com",
    "a\u180e\u2063\u3164@example.com, a@example.com, a@example.com",
    "a@example.com\u3000, a@example.com, a@example.com",
    // No person types a no-break blank: it is as unseen as a zero-width one.
    "a\u00a0b@example.com, ab@example.com, ab@example.com",
    "a\u202f@\u2007example.com, a@example.com, a@example.com",
    "a\u0000@example.com, a@example.com, a@example.com",
    "ｂ10.1＠ｅｘａｍｐｌｅ.ｃｏｍ, b10.1@example.com, b10.1@example.com",
    "a﹫example．com, a@example.com, a@example.com",
    "a@example。com, a@example.com, a@example.com",
    "a@example｡com, a@example.com, a@example.com",
    "昌11@例子.中国, 昌11@xn--fsqu00a.xn--fiqs8s, 昌11@xn--fsqu00a.xn--fiqs8s",
    "昌11@XN--FSQU00A.xn--fiqs8s, 昌11@xn--fsqu00a.xn--fiqs8s, 昌11@xn--fsqu00a.xn--fiqs8s",
    "无@无.com, 无@xn--rgv.com, 无@xn--rgv.com",
    "a@straße.de, a@xn--strae-oqa.de, a@xn--strae-oqa.de",
    "a@r3---sn.example.com, a@r3---sn.example.com, a@r3---sn.example.com",
    "jose\u0301@example.com, jos\u00e9@example.com, jos\u00e9@example.com",
    "\u0130rem@example.com, \u0130rem@example.com, \u0130rem@example.com",
    "\u212Aim@example.com, \u212Aim@example.com, \u212Aim@example.com",
    "o'brien+news@example.com, o'brien+news@example.com, o'brien+news@example.com",
  })
  void shouldGiveOneSpelling(String text, String sent, String key) {
    assertThat(EmailAddress.read(text))
        .isInstanceOfSatisfying(
            EmailAddress.Reading.Valid.class,
            valid -> {
              assertThat(valid.address().sent()).isEqualTo(sent);
              assertThat(valid.address().key()).isEqualTo(key);
              assertThat(valid.address().toString()).doesNotContain("example");
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '§',
      value = {
        "<a@example.com>|angle brackets",
        "鲁十一 <a@example.com>|angle brackets",
        "＜a@example.com＞|angle brackets",
        "mailto:a@example.com|mailto",
        "MAILTO：a@example.com|mailto",
        "a@example.com;b@example.com|several addresses",
        "a@example.com；b@example.com|several addresses",
        "a@example.com、b@example.com|several addresses",
        "a@example.com,|several addresses",
        "a@example.com b@example.com|several addresses",
        "a@@example.com|several addresses",
        "'a@example.com|apostrophe",
        "'a@example.com'|quotes",
        "“a@example.com”|quotes",
        "\"a b\"@example.com|quotes",
        "a b@example.com|blank",
        "a\u2003b@example.com|blank",
        "a@example.com\u00a0b@example.com|several addresses",
        "a(home)@example.com|comment",
        "a@-example.com|form",
        "a@example-.com|form",
        "a@example|form",
        "a@example.com.|form",
        "a@.example.com|form",
        "a@exa_mple.com|form",
        "a@[10.1.2.3]|form",
        "a@10.1.2.3|form",
        "a@xn--a.com|form",
        "@example.com|form",
        "a@|form",
        ".a@example.com|form",
        "a..b@example.com|form",
        "a:b@example.com|form",
        "a\\b@example.com|form",
        "无|form",
        "not-an-address|form",
      })
  void shouldSayWhatIsWrong(String text, String word) {
    assertThat(EmailAddress.read(text))
        .isInstanceOfSatisfying(
            EmailAddress.Reading.Invalid.class, bad -> assertThat(bad.what()).contains(word));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\u200b", "\u3000\ufeff"})
  void shouldRefuseWhatHoldsNothing(String text) {
    assertThat(EmailAddress.read(text)).isInstanceOf(EmailAddress.Reading.Invalid.class);
  }

  @Test
  void shouldRefuseWhatServersCannotTake() {
    String longLocal = "x".repeat(65) + "@example.com";
    String longLabel = "a@" + "x".repeat(64) + ".com";
    String longWhole = "昌".repeat(21) + "@" + "x.".repeat(95) + "com";
    String half = "a\ud842@example.com";

    assertThat(EmailAddress.read(longLocal)).isInstanceOf(EmailAddress.Reading.Invalid.class);
    assertThat(EmailAddress.read(longLabel)).isInstanceOf(EmailAddress.Reading.Invalid.class);
    assertThat(EmailAddress.read(longWhole))
        .isEqualTo(new EmailAddress.Reading.Invalid("is longer than 254 bytes"));
    assertThat(EmailAddress.read(half))
        .isInstanceOfSatisfying(
            EmailAddress.Reading.Invalid.class,
            bad -> assertThat(bad.what()).contains("half a character"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"中", "㏆", "xn--a", "ü.", "\u0301\u0316", "a"})
  void shouldReadTextsOfAnyLength(String part) {
    for (int times : new int[] {300, 2_000, 20_000}) {
      String domain = "a@" + part.repeat(times) + ".com";
      String local = part.repeat(times) + "@example.com";

      assertThat(EmailAddress.read(domain)).isInstanceOf(EmailAddress.Reading.Invalid.class);
      assertThat(EmailAddress.keyOf(domain)).startsWith("a@");
      assertThat(EmailAddress.read(local)).isInstanceOf(EmailAddress.Reading.Invalid.class);
      assertThat(EmailAddress.keyOf(local)).endsWith("@example.com");
    }
  }

  @Test
  void shouldGiveKeyOfWhatIsNoAddress() {
    assertThat(EmailAddress.keyOf("Not an\u200b Address ")).isEqualTo("not an address");
    assertThat(EmailAddress.keyOf("A@Example.com")).isEqualTo("a@example.com");
  }
}
