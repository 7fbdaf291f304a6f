package io.m1bridge.contactsync.web;

import io.m1bridge.contactsync.undelivered.UndeliveredFilter;
import io.m1bridge.contracts.Undelivered;
import io.m1bridge.ui.problem.Problem;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Which undelivered contacts the page shows, in which order. */
public record UndeliveredQuery(UndeliveredFilter filter, Sort sort, boolean descending) {

  /** By what they are sorted. */
  public enum Sort {
    CONTACT("Contact", Comparator.comparing(Undelivered::contactKey)),
    STATE("State", Comparator.comparing(Undelivered::state)),
    REASON("Reason", Comparator.comparing(Undelivered::reason)),
    SINCE("Since", Comparator.comparing(Undelivered::since));

    private final String label;
    private final Comparator<Undelivered> order;

    Sort(String label, Comparator<Undelivered> order) {
      this.label = label;
      this.order = order;
    }

    /** As it stands in an address. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A column of the table.
   *
   * @param sorted {@code ascending}, {@code descending}, or empty where it is another one
   * @param href the same list, sorted by it; the other way round if it is
   */
  public record Column(String label, String sorted, String href) {}

  /**
   * A query as it stands in an address.
   *
   * @throws io.m1bridge.ui.problem.ProblemException 400 if there is no such order
   */
  static UndeliveredQuery of(String reason, String text, String sort, String order) {
    Sort by =
        Arrays.stream(Sort.values())
            .filter(one -> one.word().equals(sort))
            .findFirst()
            .orElseThrow(() -> Problem.of(400, "sort", "There is no such order").toException());
    return new UndeliveredQuery(new UndeliveredFilter(reason, text), by, order.equals("desc"));
  }

  List<Undelivered> sorted(List<Undelivered> found) {
    Comparator<Undelivered> order = descending ? sort.order.reversed() : sort.order;
    return found.stream().sorted(order.thenComparing(Undelivered::contactKey)).toList();
  }

  /** The heads of the table that can be clicked. */
  public List<Column> columns() {
    return Arrays.stream(Sort.values()).map(this::column).toList();
  }

  private Column column(Sort by) {
    boolean current = by == sort;
    String sorted = current ? (descending ? "descending" : "ascending") : "";
    return new Column(by.label, sorted, href(filter.reason(), by, current && !descending, 1));
  }

  /** Whether keys are searched for a text: it stands in the form, and in no address. */
  public boolean isSearch() {
    return !filter.text().isBlank();
  }

  /** For the form, which is all there is to sort by on a phone. */
  public List<Choice> sorts() {
    return Arrays.stream(Sort.values())
        .map(one -> new Choice(one.word(), one.label, one == sort))
        .toList();
  }

  /** A page of it, as an address has it. */
  public String page(int number) {
    return href(filter.reason(), sort, descending, number);
  }

  /** The same list of one reason. */
  public String of(String reason) {
    return href(reason, sort, descending, 1);
  }

  private String href(String reason, Sort by, boolean down, int number) {
    return "?reason="
        + encoded(reason)
        + "&sort="
        + by.word()
        + "&order="
        + (down ? "desc" : "asc")
        + (number > 1 ? "&page=" + number : "");
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
