package io.m1bridge.edm.web;

import io.m1bridge.edm.poll.AccountStatus;
import io.m1bridge.edm.stream.PollBoard;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What the resources and the page read. */
@ApplicationScoped
class CampaignList {

  private final PollBoard board;
  private final Clock clock;

  CampaignList(PollBoard board, Clock clock) {
    this.board = board;
    this.clock = clock;
  }

  Status status() {
    return Status.of(board.accounts(), campaigns(), now());
  }

  /** The newest first. */
  List<CampaignView> campaigns() {
    return board.accounts().stream()
        .flatMap(account -> account.campaigns().stream())
        .map(CampaignView::of)
        .sorted(Comparator.comparing(CampaignView::campaignId).reversed())
        .toList();
  }

  Optional<CampaignView> campaign(String account, long campaignId) {
    return campaigns().stream()
        .filter(each -> each.account().equals(account) && each.campaignId() == campaignId)
        .findFirst();
  }

  List<AccountStatus> accounts() {
    return board.accounts();
  }

  Instant now() {
    return clock.instant();
  }
}
