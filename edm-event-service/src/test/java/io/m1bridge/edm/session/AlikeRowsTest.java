package io.m1bridge.edm.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.edm.session.PollSession.Mode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows of one type, recipient and second on both sides of a page edge. */
class AlikeRowsTest {

  /** The last row of page 1, of {@link #ROWS}. */
  private static final int LAST = 9;

  private static final int ROWS = 25;
  private static final Reading.Next MISFIT = new Reading.Skimmed(true);

  private MemoryLedger ledger = new MemoryLedger();
  private RowList list = new RowList(10);
  private final List<String> ips = new ArrayList<>();
  private long accounted;
  private int calls;
  private boolean renderedAnew;

  private void published(String recipients) {
    ledger = new MemoryLedger();
    list = new RowList(10);
    accounted = 0;
    for (int second = 1; second <= ROWS; second++) {
      list.add(recipients + second + "@x.cn", second);
    }
    poll(Mode.BY_COUNT, 0);
    ips.clear();
    calls = 0;
  }

  /** One row more, right above the one of its kind, which goes to the top of page 2. */
  private void addAtTheEndOfPageOne(String recipients) {
    int second = ROWS - LAST;
    list.add(recipients + second + "@x.cn", second);
    list.change(LAST, "new");
  }

  /** M1 lists the newest first. */
  @Test
  void shouldPublishTheUpperOneOfTwoPages() {
    for (int i = 0; i < 20; i++) {
      String recipients = "p" + i + "-";
      published(recipients);
      addAtTheEndOfPageOne(recipients);
      list.change(LAST + 1, "masked");

      assertThat(poll(Mode.BY_COUNT, 0)).isEqualTo(new Reading.Complete(ROWS + 1));
      assertThat(ips).containsExactly("new");
    }
  }

  /**
   * Both passes saw so many of the kind: that they look otherwise each time is no reason to wait.
   */
  @Test
  void shouldPublishRowsThatM1RendersOtherwiseOnEachCall() {
    published("p");
    addAtTheEndOfPageOne("p");
    renderedAnew = true;

    assertThat(poll(Mode.BY_COUNT, 0)).isEqualTo(new Reading.Complete(ROWS + 1));
    assertThat(ips).hasSize(1);
  }

  /** A row vanished, so M1 counts no more rows than are known. */
  @Test
  void shouldFindARowThatOneOnTheNextPageHides() {
    published("p");
    list.vanish(ROWS - 1);
    addAtTheEndOfPageOne("p");

    assertThat(poll(Mode.BY_COUNT, 0)).as("the whole list is to be read").isEqualTo(MISFIT);
    assertThat(poll(Mode.WHOLE, 0)).isInstanceOf(Reading.Whole.class);
    assertThat(ips).containsExactly("new");
  }

  @Test
  void shouldReadOnOnceForAChangedRowAtTheEndOfAPage() {
    published("p");
    list.change(LAST, "masked");

    assertThat(poll(Mode.BY_COUNT, 0)).isEqualTo(new Reading.Complete(ROWS));
    assertThat(calls).isEqualTo(2);
    assertThat(ips).isEmpty();
  }

  @Test
  void shouldNotReadOnForRowsThatAreKnownToBeChanged() {
    published("p");
    list.change(LAST, "masked");

    assertThat(poll(Mode.BY_COUNT, 1)).isEqualTo(new Reading.Complete(ROWS));
    assertThat(calls).isEqualTo(1);
  }

  private Reading.Next poll(Mode mode, long changed) {
    PollSession session =
        new PollSession(ledger, mode, new Known(accounted, 0, changed), mode == Mode.WHOLE, 10);
    Reading reading;
    do {
      calls++;
      reading = session.accept(list.page(session.request()));
      if (renderedAnew) {
        list.change(LAST, "at call " + calls);
        list.change(LAST + 1, "at call " + calls);
      }
      reading.newRows().forEach(row -> ips.add(((ListedRow.Readable) row.row()).row().ip()));
    } while (reading.next() instanceof Reading.More);
    accounted = session.accounted();
    return reading.next();
  }
}
