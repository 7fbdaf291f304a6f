package io.m1bridge.edm.web;

import io.m1bridge.ui.problem.Problem;
import io.m1bridge.ui.problem.ProblemException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which campaigns, in which order. Each replica answers it for its own, and the answers together
 * are asked again: so no replica has to send more than what is looked for.
 *
 * @param account of this one alone; empty for all
 * @param text what the subject or the id has in it, whatever the case; empty for all
 * @param limit the first so many
 */
public record CampaignQuery(String account, String text, Sort sort, boolean descending, int limit) {

  static final int MOST = 10_000;

  /** By what campaigns are sorted. What is not known comes last, whatever the direction. */
  public enum Sort {
    ID("Newest", by(CampaignView::campaignId)),
    SUBJECT("Campaign", by(CampaignView::subject)),
    SENT("Sent", by(CampaignView::sentAt)),
    OPENED("Opens", by(CampaignView::opens)),
    CLICKED("Clicks", by(CampaignView::clicks)),
    BOUNCED("Bounces", by(CampaignView::bounces)),
    MISSING("Missing", by(CampaignView::missing)),
    /** How long ago everything was found complete. */
    DELAY("Delay", descending -> by(CampaignView::verifiedTo).apply(!descending));

    private final String label;
    private final Function<Boolean, Comparator<CampaignView>> order;

    Sort(String label, Function<Boolean, Comparator<CampaignView>> order) {
      this.label = label;
      this.order = order;
    }

    /** For people. */
    String label() {
      return label;
    }

    /** As it stands in an address. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    private static <T extends Comparable<? super T>> Function<Boolean, Comparator<CampaignView>> by(
        Function<CampaignView, @Nullable T> value) {
      return descending ->
          Comparator.comparing(
              value,
              Comparator.nullsLast(
                  descending ? Comparator.<T>reverseOrder() : Comparator.<T>naturalOrder()));
    }
  }

  /**
   * A query as it stands in an address.
   *
   * @param sort a {@link Sort#word}
   * @param order {@code asc} or {@code desc}
   * @throws ProblemException 400 if one of them is none
   */
  static CampaignQuery of(String account, String text, String sort, String order, int limit) {
    Sort by = sort(sort).orElseThrow(() -> bad("sort", "sort is one of " + words()));
    if (!order.equals("asc") && !order.equals("desc")) {
      throw bad("order", "order is asc or desc");
    }
    if (limit < 1 || limit > MOST) {
      throw bad("limit", "limit must be 1 to " + MOST);
    }
    return new CampaignQuery(account, text.strip(), by, order.equals("desc"), limit);
  }

  private static Optional<Sort> sort(String word) {
    return Arrays.stream(Sort.values()).filter(sort -> sort.word().equals(word)).findFirst();
  }

  private static String words() {
    return Arrays.stream(Sort.values()).map(Sort::word).collect(Collectors.joining(", "));
  }

  private static ProblemException bad(String code, String why) {
    return Problem.of(400, code, why).toException();
  }

  /** As it stands in an address. */
  String parameters() {
    return "account="
        + encoded(account)
        + "&q="
        + encoded(text)
        + "&sort="
        + sort.word()
        + "&order="
        + order()
        + "&limit="
        + limit;
  }

  String order() {
    return descending ? "desc" : "asc";
  }

  /** Those that it asks for. */
  List<CampaignView> on(Stream<CampaignView> campaigns) {
    String wanted = text.toLowerCase(Locale.ROOT);
    return campaigns
        .filter(campaign -> account.isEmpty() || campaign.account().equals(account))
        .filter(campaign -> wanted.isEmpty() || campaign.text().contains(wanted))
        .sorted(
            sort.order
                .apply(descending)
                .thenComparing(CampaignView::campaignId, Comparator.reverseOrder())
                .thenComparing(CampaignView::account))
        .limit(limit)
        .toList();
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
