package io.m1bridge.contactsync.replay.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m1bridge.contactsync.replay.LetterFilter;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Filters as people write them. */
class FiltersTest {

  @Test
  void shouldReadTimesOfManyForms() {
    for (String same :
        List.of(
            "2026-11-27T00:00:00Z",
            "2026-11-27T08:00+08:00",
            "2026-11-27T00:00",
            " 2026-11-27 ",
            "2026-11-27T00:00:00.000")) {
      assertThat(Filters.of(null, same, null).from())
          .as(same)
          .isEqualTo(Instant.parse("2026-11-27T00:00:00Z"));
    }
  }

  @Test
  void shouldTakeBlankForNone() {
    assertThat(Filters.of(" ", "", null)).isEqualTo(LetterFilter.ALL);
    assertThat(Filters.of(" field-invalid ", null, null).reason()).isEqualTo("field-invalid");
  }

  @Test
  void shouldRefuseTimesThatNoRecordCanHave() {
    for (String none :
        List.of("1960-01-01", "1969-12-31T23:59:59Z", "+10000-01-01", "+999999999-12-31")) {
      assertThatThrownBy(() -> Filters.of(null, none, null))
          .as(none)
          .hasMessageContaining("from is not a time of the years 1970 to 9999");
    }
    assertThat(Filters.of(null, "1970-01-01", "9999-12-31").from()).isEqualTo(Instant.EPOCH);
  }

  @Test
  void shouldSayWhichTimeIsNone() {
    assertThatThrownBy(() -> Filters.of(null, null, "yesterday"))
        .hasMessageContaining("to is no time");
  }
}
