package io.m1bridge.local.verify;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ResultLedgerTest {
  private static final Position GOOD = new Position(0, 1);
  private static final Position BAD = new Position(3, 9);
  private final ResultLedger ledger = new ResultLedger();

  @Test
  void shouldBeCompleteOnceEveryChangeHasItsEnd() {
    ledger.produced(GOOD, true);
    ledger.produced(BAD, false);
    assertThat(ledger.state()).isEqualTo(new ResultLedger.State(2, 0, 2, 0, 0, 0, 0));

    ledger.parked(GOOD);
    assertThat(ledger.state().parked()).isOne();

    ledger.settled(GOOD);
    ledger.deadLettered(BAD);
    assertThat(ledger.state()).isEqualTo(new ResultLedger.State(2, 2, 0, 0, 0, 1, 0));
    assertThat(ledger.state().complete()).isTrue();
    assertThat(ledger.state().unsettled()).isZero();
  }

  @Test
  void shouldNotMindResultsThatAreReadBeforeTheSendIsConfirmed() {
    ledger.settled(GOOD);
    ledger.produced(GOOD, true);
    assertThat(ledger.state().complete()).isTrue();
  }

  @Test
  void shouldAcceptARejectionBesideTheDeadLetterOfABadChange() {
    ledger.produced(BAD, false);
    ledger.settled(BAD);
    assertThat(ledger.state().complete()).isFalse();
    ledger.deadLettered(BAD);
    assertThat(ledger.state().unsettled()).isZero();
  }

  @Test
  void shouldCountTwoEndsOfOneChangeAsAViolation() {
    ledger.produced(GOOD, true);
    ledger.settled(GOOD);
    ledger.settled(GOOD);
    assertThat(ledger.state().doubled()).isOne();
    assertThat(ledger.state().unsettled()).isOne();
  }

  @Test
  void shouldCountADeadLetterOfAGoodChangeAndTwoOfABadOneAsViolations() {
    ledger.produced(GOOD, true);
    ledger.deadLettered(GOOD);
    ledger.produced(BAD, false);
    ledger.deadLettered(BAD);
    ledger.deadLettered(BAD);
    assertThat(ledger.state().complete()).isTrue();
    assertThat(ledger.state().wrong()).isEqualTo(2);
    assertThat(ledger.state().unsettled()).isEqualTo(2);
  }

  @Test
  void shouldNotCountResultsOfChangesThatAreNotOurs() {
    ledger.settled(new Position(5, 5));
    assertThat(ledger.state()).isEqualTo(new ResultLedger.State(0, 0, 0, 0, 0, 0, 0));
  }

  @Test
  void shouldKeepChangesApartThatStandFarFromEachOther() {
    Position far = new Position(0, 5_000_000_001L);
    ledger.produced(GOOD, true);
    ledger.produced(far, true);
    ledger.settled(far);
    assertThat(ledger.state()).isEqualTo(new ResultLedger.State(2, 1, 1, 0, 0, 0, 0));
  }
}
