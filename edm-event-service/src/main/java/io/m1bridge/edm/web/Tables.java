package io.m1bridge.edm.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.m1bridge.address.EmailAddress;
import io.m1bridge.contracts.CampaignStats;
import io.m1bridge.contracts.LinkStats;
import io.m1bridge.contracts.TopicSpec;
import io.m1bridge.edm.summary.CampaignTally;
import io.m1bridge.edm.summary.ContactSummary;
import io.m1bridge.edm.summary.LinkTally;
import io.m1bridge.edm.summary.SuppressionRules;
import io.m1bridge.edm.table.TableStores;
import io.m1bridge.edm.table.TableTopics;
import io.m1bridge.kafka.streams.StreamsLifecycle;
import io.m1bridge.owner.web.Question;
import io.m1bridge.owner.web.Replicas;
import io.m1bridge.owner.web.Stores;
import io.m1bridge.ui.problem.Problem;
import io.m1bridge.ui.problem.ProblemException;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Questions to the derived tables. They are an application of their own, whose tasks are spread by
 * themselves: campaigns live by account, recipients by recipient.
 */
public final class Tables {

  private final Optional<Running> running;
  private final SuppressionRules rules;
  private final ObjectMapper json;

  private record Running(Stores stores, Replicas campaigns, Replicas recipients) {}

  /**
   * @param lifecycle of the tables; empty where they are switched off
   * @param own {@code host:port} of this replica
   * @param recipients a topic that the tasks of recipients read, by address
   */
  public Tables(
      Optional<StreamsLifecycle> lifecycle,
      Optional<String> own,
      TableTopics topics,
      TopicSpec recipients,
      SuppressionRules rules,
      ObjectMapper json) {
    this.running =
        lifecycle.map(
            streams ->
                new Running(
                    new Stores(streams),
                    Replicas.ofStores(streams, own, topics.campaignCounts()),
                    Replicas.ofStores(streams, own, recipients)));
    this.rules = rules;
    this.json = json;
  }

  /** Whoever has the campaign's table answers. */
  Response stats(String account, long campaign, Question question) {
    Running tables = running();
    return tables
        .campaigns()
        .answer(account, question)
        .orElseGet(() -> found(stats(tables, account, campaign), "campaign"));
  }

  /** Whoever has the campaign's table answers. */
  Response links(String account, long campaign, Question question) {
    Running tables = running();
    return tables
        .campaigns()
        .answer(account, question)
        .orElseGet(() -> found(links(tables, account, campaign), "campaign"));
  }

  /**
   * What a page shows; empty where it is not known now.
   *
   * @param headers of who asks, by name
   */
  Optional<CampaignStats> stats(
      String account, long campaign, UnaryOperator<@Nullable String> headers) {
    return shown(
        account,
        campaign,
        "/stats",
        headers,
        tables -> stats(tables, account, campaign),
        CampaignStats.class);
  }

  /**
   * The same of links; empty also where nothing was clicked.
   *
   * @param headers of who asks, by name
   */
  Optional<LinkStats> links(
      String account, long campaign, UnaryOperator<@Nullable String> headers) {
    return shown(
        account,
        campaign,
        "/links",
        headers,
        tables -> links(tables, account, campaign),
        LinkStats.class);
  }

  private <T> Optional<T> shown(
      String account,
      long campaign,
      String what,
      UnaryOperator<@Nullable String> headers,
      Function<Running, Optional<T>> own,
      Class<T> type) {
    if (running.isEmpty()) {
      return Optional.empty();
    }
    Running tables = running.get();
    String route = "/v1/accounts/" + account + "/campaigns/" + campaign + what;
    try {
      return tables
          .campaigns()
          .find(
              account,
              Question.json(route, headers),
              () -> own.apply(tables),
              body -> json.readValue(body, type));
    } catch (ProblemException e) {
      return Optional.empty(); // The stores are being moved: the page says that it does not know.
    }
  }

  private static Optional<LinkStats> links(Running tables, String account, long campaign) {
    return tables
        .stores()
        .<String, LinkTally, Optional<LinkStats>>ask(
            TableStores.LINKS, tallies -> TableStores.links(tallies, account, campaign));
  }

  private static Optional<CampaignStats> stats(Running tables, String account, long campaign) {
    return tables
        .stores()
        .<String, CampaignTally, Optional<CampaignStats>>ask(
            TableStores.TALLIES, tallies -> TableStores.stats(tallies, account, campaign));
  }

  /**
   * Whoever has the recipient's table answers.
   *
   * @param address in any form
   */
  Response recipient(String account, String address, Question question) {
    String recipient = EmailAddress.keyOf(address);
    Running tables = running();
    return tables
        .recipients()
        .answer(recipient, question)
        .orElseGet(() -> found(recipient(tables, account, recipient), "recipient"));
  }

  private Optional<RecipientView> recipient(Running tables, String account, String recipient) {
    ContactSummary summary =
        tables
            .stores()
            .<Bytes, byte[], ContactSummary>ask(
                TableStores.RECIPIENTS, store -> TableStores.summary(store, account, recipient));
    return summary.equals(ContactSummary.NONE)
        ? Optional.empty()
        : Optional.of(
            new RecipientView(
                summary.engagement(account, recipient), rules.judge(account, recipient, summary)));
  }

  private Running running() {
    return running.orElseThrow(
        () ->
            Problem.of(409, "tables-off", "The derived tables are switched off")
                .withAdvice("Set m1bridge.edm.tables.enabled and restart")
                .toException());
  }

  private static Response found(Optional<?> answer, String what) {
    return answer
        .map(entity -> Response.ok(entity).build())
        .orElseThrow(
            () ->
                Problem.of(404, "unknown-" + what, "Nothing is known of such a " + what)
                    .withAdvice("Nothing happened there so far, or the tables are being built")
                    .toException());
  }
}
