package io.m1bridge.contactsync.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The more contacts are refused, the fewer go together; one culprit makes no call small. */
class RefusedShareTest {

  private static final int MOST = 1_000;

  private final RefusedShare share = new RefusedShare();

  @Test
  void shouldSendFullCallsWhereNothingIsRefused() {
    assertThat(share.rows(MOST)).isEqualTo(MOST);
    share.accepted(5_000);
    assertThat(share.rows(MOST)).isEqualTo(MOST);
  }

  @Test
  void shouldGrowBackWithinAFewCallsAfterOneCulprit() {
    share.rejected();
    int calls = 0;
    for (int rows = share.rows(MOST); rows < MOST; rows = share.rows(MOST)) {
      share.accepted(rows);
      calls++;
    }
    assertThat(calls).isBetween(2, 8);
  }

  @Test
  void shouldSendSoManyThatACallPassesAsOftenAsNot() {
    for (int i = 0; i < 100; i++) {
      share.accepted(99);
      share.rejected();
    }
    assertThat(share.rows(MOST)).isBetween(60, 85);
  }

  @Test
  void shouldSendEachAloneWhereAllAreRefused() {
    for (int i = 0; i < 1_000; i++) {
      share.rejected();
    }
    assertThat(share.rows(MOST)).isOne();
  }
}
