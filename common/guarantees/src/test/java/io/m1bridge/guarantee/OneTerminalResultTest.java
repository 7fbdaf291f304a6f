package io.m1bridge.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contracts.SyncResult.Coordinates;
import io.m1bridge.contracts.SyncResult.Outcome;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class OneTerminalResultTest {
  private static final Coordinates GOOD = new Coordinates("changes", 0, 1);
  private static final Coordinates BAD = new Coordinates("changes", 3, 9);
  private final OneTerminalResult ledger = new OneTerminalResult();

  @Test
  void shouldBeCompleteOnceEveryChangeHasItsEnd() {
    ledger.produced(GOOD, true);
    ledger.produced(BAD, false);
    assertThat(ledger.state()).isEqualTo(new OneTerminalResult.State(2, 0, 2, 0, 0, 0, 0));

    ledger.result(GOOD, Outcome.PARKED);
    assertThat(ledger.state().parked()).isOne();

    ledger.result(GOOD, Outcome.APPLIED);
    ledger.deadLetter(letter(BAD));
    assertThat(ledger.state()).isEqualTo(new OneTerminalResult.State(2, 2, 0, 0, 0, 1, 0));
    assertThat(ledger.state().complete()).isTrue();
    assertThat(ledger.state().unsettled()).isZero();
  }

  @Test
  void shouldNotMindResultsThatAreReadBeforeTheSendIsConfirmed() {
    ledger.result(GOOD, Outcome.APPLIED);
    ledger.produced(GOOD, true);
    assertThat(ledger.state().complete()).isTrue();
  }

  @Test
  void shouldAcceptARejectionBesideTheDeadLetterOfABadChange() {
    ledger.produced(BAD, false);
    ledger.result(BAD, Outcome.APPLIED);
    assertThat(ledger.state().complete()).isFalse();
    ledger.deadLetter(letter(BAD));
    assertThat(ledger.state().unsettled()).isZero();
  }

  @Test
  void shouldCountTwoEndsOfOneChangeAsAViolation() {
    ledger.produced(GOOD, true);
    ledger.result(GOOD, Outcome.APPLIED);
    ledger.result(GOOD, Outcome.APPLIED);
    assertThat(ledger.state().doubled()).isOne();
    assertThat(ledger.state().unsettled()).isOne();
  }

  @Test
  void shouldCountADeadLetterForAnotherReasonThanItMustHaveAsAViolation() {
    Headers letter = letter(BAD);
    letter.add("m1bridge.dlq.reason", "field-invalid".getBytes(StandardCharsets.UTF_8));
    ledger.deadLetter(letter);
    ledger.producedInvalid(BAD, "field-invalid");
    assertThat(ledger.state().unsettled()).isZero();

    ledger.producedInvalid(BAD, "data-wrapped");
    assertThat(ledger.state().wrong()).isOne();
    assertThat(ledger.wrongReasons()).containsEntry("field-invalid in place of data-wrapped", 1);
  }

  @Test
  void shouldCountADeadLetterOfAGoodChangeAndTwoOfABadOneAsViolations() {
    ledger.produced(GOOD, true);
    ledger.deadLetter(letter(GOOD));
    ledger.produced(BAD, false);
    ledger.deadLetter(letter(BAD));
    ledger.deadLetter(letter(BAD));
    assertThat(ledger.state().complete()).isTrue();
    assertThat(ledger.state().wrong()).isEqualTo(2);
    assertThat(ledger.state().unsettled()).isEqualTo(2);
  }

  @Test
  void shouldNotCountResultsOfChangesThatAreNotOurs() {
    ledger.result(new Coordinates("changes", 5, 5), Outcome.APPLIED);
    ledger.result(new Coordinates("others", 0, 1), Outcome.APPLIED);
    assertThat(ledger.state()).isEqualTo(new OneTerminalResult.State(0, 0, 0, 0, 0, 0, 0));
  }

  @Test
  void shouldKeepChangesApartThatStandFarFromEachOther() {
    Coordinates far = new Coordinates("changes", 0, 5_000_000_001L);
    ledger.produced(GOOD, true);
    ledger.produced(far, true);
    ledger.result(far, Outcome.APPLIED);
    assertThat(ledger.state()).isEqualTo(new OneTerminalResult.State(2, 1, 1, 0, 0, 0, 0));
  }

  /**
   * With maps by position the launcher's heap was full after 250,000 changes; and since positions
   * in many partitions share few hashes, each look at the sums took minutes before that.
   */
  @Test
  void shouldKeepTheEndsOfAMillionChangesInASmallHeap() throws Exception {
    Process launcher =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx16m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Million.class.getName())
            .redirectErrorStream(true)
            .start();
    String said = new String(launcher.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(launcher.waitFor()).as(said).isZero();
  }

  /** Ends a million changes of 24 partitions, and asks for the sums now and then. */
  static final class Million {
    private static final int PARTITIONS = 24;
    private static final int CHANGES = 1_000_000;

    public static void main(String[] args) {
      OneTerminalResult ledger = new OneTerminalResult();
      for (int i = 0; i < CHANGES; i++) {
        Coordinates at = new Coordinates("changes", i % PARTITIONS, i / PARTITIONS);
        ledger.produced(at, true);
        ledger.result(at, Outcome.APPLIED);
        if (i % 1_000 == 0 && !ledger.state().complete()) {
          throw new IllegalStateException("An end was lost");
        }
      }
      if (ledger.state().settled() != CHANGES) {
        throw new IllegalStateException("Ends were lost");
      }
    }
  }

  private static Headers letter(Coordinates original) {
    Headers headers = new RecordHeaders();
    put(headers, "topic", original.topic());
    put(headers, "partition", Integer.toString(original.partition()));
    put(headers, "offset", Long.toString(original.offset()));
    return headers;
  }

  private static void put(Headers headers, String name, String text) {
    headers.add("m1bridge.dlq." + name, text.getBytes(StandardCharsets.UTF_8));
  }
}
