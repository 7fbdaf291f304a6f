package io.m1bridge.edm.web;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.m1bridge.edm.stream.PollBoard;
import io.m1bridge.owner.web.Question;
import io.m1bridge.owner.web.Replicas;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the resources and the pages read: of this process, and of all replicas together. */
@ApplicationScoped
class CampaignList {

  private final PollBoard board;
  private final Replicas replicas;
  private final ObjectMapper json;
  private final Clock clock;

  CampaignList(PollBoard board, Replicas replicas, ObjectMapper json, Clock clock) {
    this.board = board;
    this.replicas = replicas;
    this.json = json;
    this.clock = clock;
  }

  /** Sums over the campaigns of this process. */
  Status status() {
    return Status.of(board.accounts(), own().toList(), clock.instant());
  }

  /**
   * What all replicas have together.
   *
   * @param missing replicas that did not answer: theirs are not among them
   * @param known whether it is known which replicas there are
   */
  record OfAll<T>(List<T> all, int missing, boolean known) {
    OfAll {
      all = List.copyOf(all);
    }

    private static <T> OfAll<T> of(List<T> all, Replicas.Others<?> others) {
      return new OfAll<>(all, others.missing(), others.known());
    }
  }

  /**
   * The accounts of all replicas, by their ids.
   *
   * @param headers of who asks, by name
   */
  OfAll<AccountView> accounts(UnaryOperator<@Nullable String> headers) {
    List<AccountView> all =
        new ArrayList<>(board.accounts().stream().map(AccountView::of).toList());
    Replicas.Others<List<AccountView>> others =
        replicas.ofOthers(
            Question.json("/v1/accounts", headers),
            body -> json.readValue(body, new TypeReference<List<AccountView>>() {}));
    others.answers().forEach(all::addAll);
    // While an account moves two may speak of it.
    Collection<AccountView> once =
        all.stream()
            .collect(
                Collectors.toMap(
                    AccountView::account, view -> view, (one, other) -> one, TreeMap::new))
            .values();
    return OfAll.of(List.copyOf(once), others);
  }

  /**
   * Campaigns of all replicas.
   *
   * @param headers of who asks, by name
   */
  OfAll<CampaignView> campaigns(CampaignQuery query, UnaryOperator<@Nullable String> headers) {
    List<CampaignView> all = new ArrayList<>(query.on(own()));
    Set<String> seen = new HashSet<>();
    all.forEach(campaign -> seen.add(campaign.key()));
    Replicas.Others<List<CampaignView>> others =
        replicas.ofOthers(
            Question.json("/v1/campaigns?" + query.parameters(), headers),
            body -> json.readValue(body, new TypeReference<List<CampaignView>>() {}));
    others
        .answers()
        .forEach(some -> some.stream().filter(one -> seen.add(one.key())).forEach(all::add));
    return OfAll.of(query.on(all.stream()), others);
  }

  /** A campaign of this process. */
  Optional<CampaignView> campaign(String account, long campaignId) {
    return board.account(account).stream()
        .flatMap(status -> status.campaigns().stream())
        .filter(campaign -> campaign.descriptor().campaignId() == campaignId)
        .map(CampaignView::of)
        .findFirst();
  }

  private Stream<CampaignView> own() {
    return board.accounts().stream()
        .flatMap(account -> account.campaigns().stream())
        .map(CampaignView::of);
  }
}
