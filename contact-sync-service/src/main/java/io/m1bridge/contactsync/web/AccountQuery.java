package io.m1bridge.contactsync.web;

import io.m1bridge.contactsync.account.AccountHealth;
import io.m1bridge.contactsync.view.AccountView;
import io.m1bridge.ui.problem.Problem;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which accounts the start page shows, in which order.
 *
 * @param text what the id has in it, whatever the case; empty for all
 * @param health only those that are so; null for all
 */
public record AccountQuery(
    String text, @Nullable AccountHealth health, Sort sort, boolean descending) {

  /** By what accounts are sorted. What is not known comes last, whatever the direction. */
  public enum Sort {
    ACCOUNT("Account", AccountView::account),
    HEALTH("State, the worst first", AccountView::health),
    UNDELIVERED("Not delivered", AccountView::undelivered),
    PENDING("Changes pending", AccountView::pending),
    OLDEST("Oldest change", AccountView::oldest),
    DRAIN("Time to drain", account -> account.forecast().drainSeconds()),
    CALLS("Calls made", AccountView::calls);

    private final String label;
    private final Function<Boolean, Comparator<AccountView>> order;

    <T extends Comparable<? super T>> Sort(String label, Function<AccountView, @Nullable T> value) {
      this.label = label;
      this.order =
          descending ->
              Comparator.comparing(
                  value,
                  Comparator.nullsLast(
                      descending ? Comparator.<T>reverseOrder() : Comparator.<T>naturalOrder()));
    }

    /** As it stands in an address. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A query as it stands in an address.
   *
   * @param health a word of {@link AccountHealth}; empty for all
   * @throws io.m1bridge.ui.problem.ProblemException 400 if one of them is none
   */
  static AccountQuery of(String text, String health, String sort, String order) {
    Sort by =
        Arrays.stream(Sort.values())
            .filter(one -> one.word().equals(sort))
            .findFirst()
            .orElseThrow(() -> Problem.of(400, "sort", "There is no such order").toException());
    return new AccountQuery(text.strip(), health(health), by, order.equals("desc"));
  }

  private static @Nullable AccountHealth health(String word) {
    if (word.isEmpty()) {
      return null;
    }
    return Arrays.stream(AccountHealth.values())
        .filter(one -> one.toString().equals(word))
        .findFirst()
        .orElseThrow(() -> Problem.of(400, "health", "There is no such state").toException());
  }

  /** Those that it asks for. */
  List<AccountView> on(Stream<AccountView> accounts) {
    String wanted = text.toLowerCase(Locale.ROOT);
    return accounts
        .filter(account -> account.account().toLowerCase(Locale.ROOT).contains(wanted))
        .filter(account -> health == null || account.health() == health)
        .sorted(sort.order.apply(descending).thenComparing(AccountView::account))
        .toList();
  }

  /** Whether anything is left out. */
  public boolean isFiltered() {
    return !text.isEmpty() || health != null;
  }

  /** For the form. */
  public List<Choice> healths() {
    return Stream.concat(
            Stream.of(new Choice("", "any", health == null)),
            Arrays.stream(AccountHealth.values())
                .map(one -> new Choice(one.toString(), one.toString(), one == health)))
        .toList();
  }

  /** For the form. */
  public List<Choice> sorts() {
    return Arrays.stream(Sort.values())
        .map(one -> new Choice(one.word(), one.label, one == sort))
        .toList();
  }

  /** A page of it, as an address has it. */
  public String page(int number) {
    return "q="
        + URLEncoder.encode(text, StandardCharsets.UTF_8)
        + "&health="
        + (health == null ? "" : health)
        + "&sort="
        + sort.word()
        + "&order="
        + (descending ? "desc" : "asc")
        + "&page="
        + number;
  }
}
