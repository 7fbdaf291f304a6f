package io.m1bridge.edm.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of the list of campaigns.
 *
 * @param query what is looked for, in which order
 * @param rows its campaigns
 * @param page from 1
 * @param more whether there are campaigns behind it
 */
public record CampaignsView(
    List<AccountView> accounts, CampaignQuery query, List<Row> rows, int page, boolean more) {

  /** Campaigns on a page. */
  static final int SIZE = 50;

  /** No more pages than that: whoever is looking for one searches. */
  static final int MOST_PAGES = CampaignQuery.MOST / SIZE - 1;

  /**
   * A campaign and how long ago it was found complete.
   *
   * @param delay null if it never was
   */
  public record Row(CampaignView campaign, @Nullable Duration delay) {}

  /**
   * A column that can be sorted by.
   *
   * @param sorted {@code ascending}, {@code descending}, or empty where it is another one
   * @param href the same list, sorted by it; the other way round if it is
   */
  public record Column(String label, boolean number, String sorted, String href) {}

  /** A choice of what to sort by. */
  public record Choice(String word, String label, boolean chosen) {}

  /** What there is to show, and one campaign more, which says that there are others. */
  static CampaignsView of(
      List<AccountView> accounts,
      CampaignQuery query,
      List<CampaignView> found,
      int page,
      Instant now) {
    int from = Math.min(found.size(), (page - 1) * SIZE);
    int to = Math.min(found.size(), page * SIZE);
    List<Row> rows =
        found.subList(from, to).stream().map(one -> new Row(one, one.delay(now))).toList();
    return new CampaignsView(accounts, query, rows, page, found.size() > to);
  }

  /** How many campaigns have to be looked for to show a page. */
  static int limit(int page) {
    return page * SIZE + 1;
  }

  /** Sums over all accounts. */
  public Totals totals() {
    return Totals.of(accounts);
  }

  /** The heads of the table that can be clicked. */
  public List<Column> columns() {
    return Arrays.stream(CampaignQuery.Sort.values())
        .filter(sort -> sort != CampaignQuery.Sort.ID)
        .map(this::column)
        .toList();
  }

  private Column column(CampaignQuery.Sort sort) {
    boolean current = query.sort() == sort;
    boolean text = sort == CampaignQuery.Sort.SUBJECT;
    boolean descending = current ? !query.descending() : !text;
    String sorted = current ? (query.descending() ? "descending" : "ascending") : "";
    boolean number = !text && sort != CampaignQuery.Sort.SENT;
    return new Column(sort.label(), number, sorted, href(sort, descending, 1));
  }

  /** For the form, which is all there is to sort by on a phone. */
  public List<Choice> choices() {
    return Arrays.stream(CampaignQuery.Sort.values())
        .map(sort -> new Choice(sort.word(), sort.label(), sort == query.sort()))
        .toList();
  }

  /** The page before; null on the first one. */
  public @Nullable String before() {
    return page > 1 ? href(query.sort(), query.descending(), page - 1) : null;
  }

  /** The next page; null on the last one. */
  public @Nullable String after() {
    return more && page < MOST_PAGES ? href(query.sort(), query.descending(), page + 1) : null;
  }

  private String href(CampaignQuery.Sort sort, boolean descending, int number) {
    String text = URLEncoder.encode(query.text(), StandardCharsets.UTF_8);
    return "/?q="
        + text
        + "&sort="
        + sort.word()
        + "&order="
        + (descending ? "desc" : "asc")
        + (number > 1 ? "&page=" + number : "");
  }
}
