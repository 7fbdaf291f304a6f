package io.m1bridge.edm.web;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.m1bridge.edm.stream.PollBoard;
import io.m1bridge.owner.web.Question;
import io.m1bridge.owner.web.Replicas;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
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
   * The accounts of all replicas, by their ids.
   *
   * @param headers of who asks, by name
   */
  List<AccountView> accounts(UnaryOperator<@Nullable String> headers) {
    List<AccountView> all =
        new ArrayList<>(board.accounts().stream().map(AccountView::of).toList());
    replicas
        .ofOthers(
            Question.json("/v1/accounts", headers),
            body -> json.readValue(body, new TypeReference<List<AccountView>>() {}))
        .answers()
        .forEach(all::addAll);
    // While an account moves two may speak of it.
    return List.copyOf(
        all.stream()
            .collect(
                Collectors.toMap(
                    AccountView::account, view -> view, (one, other) -> one, TreeMap::new))
            .values());
  }

  /**
   * Campaigns of all replicas.
   *
   * @param headers of who asks, by name
   */
  List<CampaignView> campaigns(CampaignQuery query, UnaryOperator<@Nullable String> headers) {
    List<CampaignView> all = new ArrayList<>(query.on(own()));
    Set<String> seen = new HashSet<>();
    all.forEach(campaign -> seen.add(campaign.key()));
    replicas
        .ofOthers(
            Question.json("/v1/campaigns?" + query.parameters(), headers),
            body -> json.readValue(body, new TypeReference<List<CampaignView>>() {}))
        .answers()
        .forEach(others -> others.stream().filter(one -> seen.add(one.key())).forEach(all::add));
    return query.on(all.stream());
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
