package io.m1bridge.edm.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToLongFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * M1 sorts by the second, and rows of one second stand in any order: another one for each answer,
 * or for each page, as databases do. Then a row stands on two pages and another on none, while the
 * count is right.
 */
class UnsteadyOrderTest {

  private static final int PAGE = 40;
  private static final int ROWS = 230;

  private final RowList list = new RowList(PAGE);
  private final MemoryLedger ledger = new MemoryLedger();
  private final List<String> published = new ArrayList<>();
  private long accounted;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void shouldPublishEachRowOnceWhereEachAnswerHasAnOrderOfItsOwn(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    rows(seed);
    for (int polls = 0; polls < 10; polls++) {
      poll(PollSession.Mode.BY_COUNT, request -> random.nextLong());
    }

    assertThat(published).hasSize(ROWS).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void shouldPublishNoRowTwiceWhereEachPageHasAnOrderOfItsOwn(long seed) {
    rows(seed);
    ToLongFunction<PollSession.Request> byPage =
        request -> seed + 1_000L * request.page() + 1_000_000L * request.limit();
    for (int polls = 0; polls < 10; polls++) {
      poll(PollSession.Mode.BY_COUNT, byPage);
      poll(PollSession.Mode.WHOLE, byPage);
    }

    assertThat(published).hasSizeGreaterThan(ROWS - 10).doesNotHaveDuplicates();
  }

  private void rows(long seed) {
    for (int row = 0; row < ROWS; row++) {
      list.add("p" + row + "-" + seed + "@x.cn", row % 4);
    }
  }

  private void poll(PollSession.Mode mode, ToLongFunction<PollSession.Request> salt) {
    PollSession session =
        new PollSession(
            ledger, mode, new Known(accounted, 0, 0), mode == PollSession.Mode.WHOLE, PAGE);
    Reading reading;
    do {
      PollSession.Request request = session.request();
      reading = session.accept(list.page(request, salt.applyAsLong(request)));
      reading
          .newRows()
          .forEach(row -> published.add(((ListedRow.Readable) row.row()).row().email()));
    } while (reading.next() instanceof Reading.More);
    accounted = session.accounted();
  }
}
