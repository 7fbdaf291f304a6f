package io.m1bridge.edm.session;

import io.m1bridge.edm.engagement.EngagementMapper;
import io.m1bridge.m1.M1Answers.EngagementRow;
import io.m1bridge.m1.M1Answers.Page;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** M1's list of a campaign's rows, newest first, for tests. */
final class RowList {

  private final List<EngagementRow> rows = new ArrayList<>();
  private final int pageCap;

  /**
   * @param pageCap the most rows M1 gives at once
   */
  RowList(int pageCap) {
    this.pageCap = pageCap;
  }

  /** Adds a row at a second of the hour; before all others of the same second. */
  void add(String email, int second) {
    EngagementRow row = row(email, second);
    int at = 0;
    while (at < rows.size() && rows.get(at).eventDate().compareTo(row.eventDate()) > 0) {
      at++;
    }
    rows.add(at, row);
  }

  /** The nth row, of those there are, vanishes. */
  void vanish(int n) {
    if (!rows.isEmpty()) {
      rows.remove(n % rows.size());
    }
  }

  /** The nth row, of those there are, gets another IP where it stands. */
  void change(int n, String ip) {
    if (!rows.isEmpty()) {
      EngagementRow row = rows.get(n % rows.size());
      rows.set(n % rows.size(), row(row.email(), row.eventDate(), ip));
    }
  }

  int size() {
    return rows.size();
  }

  List<EngagementRow> rows() {
    return List.copyOf(rows);
  }

  Listing page(PollSession.Request request) {
    int size = Math.min(request.limit(), pageCap);
    int from = Math.min(rows.size(), (request.page() - 1) * size);
    int to = Math.min(rows.size(), from + size);
    return listing(new Page<>(rows.size(), rows.subList(from, to)));
  }

  /**
   * The same, by a database whose order ends with the second.
   *
   * @param salt rows of one second are in the same order where it is the same
   */
  Listing page(PollSession.Request request, long salt) {
    RowList salted = new RowList(pageCap);
    salted.rows.addAll(rows);
    salted.rows.sort(
        Comparator.comparing(EngagementRow::eventDate)
            .reversed()
            .thenComparing(row -> new SplittableRandom(row.email().hashCode() ^ salt).nextInt()));
    return salted.page(request);
  }

  static Listing listing(Page<EngagementRow> page) {
    return Listing.of("demo", 7, page, new EngagementMapper(ZoneOffset.UTC));
  }

  static EngagementRow row(String email, int second) {
    String date = "2026-11-23 10:%02d:%02d.0".formatted(second / 60, second % 60);
    return row(email, date, "192.0.2.1");
  }

  private static EngagementRow row(String email, String eventDate, String ip) {
    return new EngagementRow(
        7,
        "subject",
        Optional.empty(),
        "open",
        email,
        eventDate,
        "",
        "",
        ip,
        "",
        "",
        "",
        "",
        "",
        "1");
  }
}
