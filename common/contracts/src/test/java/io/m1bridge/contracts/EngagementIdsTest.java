package io.m1bridge.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class EngagementIdsTest {

  /** The first row of the sample on M1's page. */
  private static final EngagementIds.Row SAMPLE = row("open", "test@163.com", "", "");

  @Test
  void shouldKeepTheGoldenIdForEver() {
    // Computed by an independent implementation of the rule in the javadoc.
    assertThat(EngagementIds.id(EngagementIds.fingerprint("demo", 3450, SAMPLE), 1))
        .isEqualTo("e171a5bfd3df0c858f352d63c36d851d-1");
  }

  @Test
  void shouldNotSeeHowM1HappensToWriteARow() {
    assertThat(
            EngagementIds.fingerprint("demo", 3450, row(" OP EN\u3000", "Test@163.com", " ", "")))
        .isEqualTo(EngagementIds.fingerprint("demo", 3450, SAMPLE));
  }

  @Test
  void shouldTellNeighbouringFieldsApart() {
    assertThat(EngagementIds.fingerprint("demo", 3450, row("click", "a@b.cn", "ab", "c")))
        .isNotEqualTo(EngagementIds.fingerprint("demo", 3450, row("click", "a@b.cn", "a", "bc")));
  }

  @Test
  void shouldTellAccountsAndCampaignsApart() {
    assertThat(EngagementIds.fingerprint("demo", 3450, SAMPLE))
        .isNotEqualTo(EngagementIds.fingerprint("other", 3450, SAMPLE))
        .isNotEqualTo(EngagementIds.fingerprint("demo", 3451, SAMPLE));
  }

  @Test
  void shouldGiveRowsThatCannotBeReadIdsOfTheirOwn() {
    assertThat(EngagementIds.ofUnreadable("demo", 7, "null"))
        .isEqualTo(EngagementIds.ofUnreadable("demo", 7, "null"))
        .isNotEqualTo(EngagementIds.ofUnreadable("demo", 7, "{}"))
        .isNotEqualTo(EngagementIds.ofUnreadable("demo", 8, "null"))
        .isNotEqualTo(EngagementIds.ofUnreadable("other", 7, "null"));
  }

  @Property
  void shouldParseWhatItMade(
      @ForAll long high, @ForAll long low, @ForAll @IntRange(min = 1) int ordinal) {
    RowFingerprint fingerprint = new RowFingerprint(high, low);
    int shown = Math.min(ordinal, 999_999_999);
    assertThat(EngagementIds.parse(EngagementIds.id(fingerprint, shown)))
        .isEqualTo(Optional.of(new EngagementIds.Parsed(fingerprint, shown)));
    assertThat(RowFingerprint.ofBytes(fingerprint.toBytes())).isEqualTo(fingerprint);
  }

  @Test
  void shouldRefuseOtherIds() {
    assertThat(EngagementIds.parse("e171a5bfd3df0c858f352d63c36d851d")).isEmpty();
    assertThat(EngagementIds.parse("e171a5bfd3df0c858f352d63c36d851d-0")).isEmpty();
    assertThatThrownBy(() -> EngagementIds.id(new RowFingerprint(1, 2), 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static EngagementIds.Row row(String type, String email, String url, String name) {
    return new EngagementIds.Row(
        type,
        email,
        "2016-01-11 21:49:57.0",
        "183.69.234.48",
        "Windows 7",
        "Google Chrome",
        url,
        name,
        "24788");
  }
}
