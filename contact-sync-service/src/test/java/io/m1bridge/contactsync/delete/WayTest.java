package io.m1bridge.contactsync.delete;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of docs/rationale.md: what each way costs, and which one is taken. */
class WayTest {

  @ParameterizedTest
  @CsvSource({
    // members marked byId  byGroup cheapest whereIdsAreKnown
    "1,    5,  3,    5, MARKED,   BY_ID",
    "2,    5,  5,    5, MARKED,   MARKED",
    "10,   5,  21,   5, MARKED,   MARKED",
    "50,   5,  101,  5, MARKED,   MARKED",
    "51,   6,  103,  5, BY_GROUP, BY_GROUP",
    "100,  6,  201,  5, BY_GROUP, BY_GROUP",
    "1000, 24, 2001, 5, BY_GROUP, BY_GROUP"
  })
  void shouldTakeTheFewestCalls(
      int members, int marked, int byId, int byGroup, Way cheapest, Way known) {
    assertThat(Way.MARKED.calls(members)).isEqualTo(marked);
    assertThat(Way.BY_ID.calls(members)).isEqualTo(byId);
    assertThat(Way.BY_GROUP.calls(members)).isEqualTo(byGroup);
    assertThat(Way.cheapest(EnumSet.of(Way.MARKED, Way.BY_GROUP), members)).isEqualTo(cheapest);
    assertThat(Way.cheapest(EnumSet.allOf(Way.class), members)).isEqualTo(known);
    assertThat(Way.cheapest(EnumSet.of(Way.MARKED), members)).isEqualTo(Way.MARKED);
  }
}
