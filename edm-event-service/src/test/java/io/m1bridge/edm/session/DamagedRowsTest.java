package io.m1bridge.edm.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contracts.EngagementIds;
import io.m1bridge.contracts.RowFingerprint;
import io.m1bridge.edm.engagement.RowCore;
import io.m1bridge.edm.session.ListedRow.Damaged;
import io.m1bridge.m1.M1Answers.DamagedRow;
import io.m1bridge.m1.M1Answers.EngagementRow;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A list, newest row first: digits are seconds, letters are damaged rows, {@code |} is a split. */
class DamagedRowsTest {

  private static DamagedRows of(String list) {
    DamagedRows rows = new DamagedRows();
    for (char c : list.toCharArray()) {
      if (c == '|') {
        rows.split();
      } else {
        rows.see(row(c));
      }
    }
    return rows;
  }

  private static ListedRow row(char c) {
    if (Character.isDigit(c)) {
      EngagementRow none = null;
      RowFingerprint fingerprint = EngagementIds.ofUnreadable("demo", 1, "" + c);
      RowKey key = new RowKey(fingerprint, RowCore.of(fingerprint));
      return new ListedRow.Readable(none, key, Instant.ofEpochSecond(c - '0'));
    }
    return damaged(c);
  }

  private static Damaged damaged(char c) {
    return new Damaged(
        new DamagedRow(0, "" + c, "no object"), EngagementIds.ofUnreadable("demo", 1, "" + c));
  }

  @Test
  void shouldTellThoseAboveNewerRows() {
    assertThat(of("9a8b7|766").gone(1)).containsExactly(damaged('a'));
  }

  @Test
  void shouldTellThoseRightAboveTheSplitWhereAllOrNoneAreMissing() {
    assertThat(of("9a8b7|766").gone(2)).containsExactly(damaged('a'), damaged('b'));
    assertThat(of("98ab7|766").gone(2)).containsExactly(damaged('a'), damaged('b'));
    assertThat(of("98ab7|b766").gone(0)).isEmpty();
  }

  @Test
  void shouldTakeWhatIsAmongOrBehindTheOldestSecondForSuchAsComesAgain() {
    assertThat(of("97a7b|7a76b5").gone(1)).isEmpty();
  }

  @Test
  void shouldTellSomeOfThoseThatLookAlike() {
    assertThat(of("98aa7|a766").gone(1)).containsExactly(damaged('a'));
    assertThat(of("98ab7|b766").gone(1)).as("which one?").isEmpty();
  }

  @Test
  void shouldCountThroughSeveralSplits() {
    assertThat(of("9a87|7b65|5").gone(2)).containsExactly(damaged('a'), damaged('b'));
  }

  @Test
  void shouldTellNothingOfAListThatIsNotInOrder() {
    assertThat(of("5a9b8|8").gone(1)).isEmpty();
    assertThat(of("9a87|7").gone(5)).isEmpty();
  }
}
