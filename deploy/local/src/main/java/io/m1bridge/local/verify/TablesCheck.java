package io.m1bridge.local.verify;

import io.m1bridge.contracts.CampaignStats;
import io.m1bridge.contracts.EngagementEvent;
import io.m1bridge.contracts.EngagementEvent.Action;
import io.m1bridge.contracts.LinkStats;
import io.m1bridge.contracts.MachineLikelihood;
import io.m1bridge.contracts.Suppression;
import io.m1bridge.contracts.Suppression.Reason;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tables that edm-event derives, beside a plain recount of the events that they come from: rows
 * per campaign and action, who opened and who clicked, on which links; that machines are left out
 * as the verdicts say; and that exactly those who unsubscribed or complained are suppressed for it.
 * Not thread-safe.
 *
 * <p>Whether the events are right is asked elsewhere; bounces follow rules of their own, which are
 * edm-event's to test.
 */
public final class TablesCheck {

  /** For these nothing but the event itself counts. */
  private static final Map<Action, Reason> SUPPRESSING =
      Map.of(Action.UNSUBSCRIBED, Reason.UNSUBSCRIBED, Action.COMPLAINED, Reason.COMPLAINED);

  private final Map<Long, Campaign> campaigns = new HashMap<>();
  private final Map<Long, CampaignStats> stats = new HashMap<>();
  private final Map<Reason, Set<String>> expected = new HashMap<>();
  private final Map<String, Suppression> suppressions = new HashMap<>();

  /** What the events of one campaign come to. */
  private static final class Campaign {
    private final Map<String, Long> byAction = new HashMap<>();
    private final Set<String> openers = new HashSet<>();
    private final Set<String> clickers = new HashSet<>();
    private final ClicksCheck clicks = new ClicksCheck();
    private long rows;

    private void add(String recipient, EngagementEvent event) {
      Action action = event.action();
      rows++;
      byAction.merge(action.word(), 1L, Long::sum);
      if (action == Action.OPENED) {
        openers.add(recipient);
      } else if (action == Action.CLICKED) {
        clickers.add(recipient);
        clicks.click(recipient, event);
      }
    }

    private boolean isToldBy(@Nullable CampaignStats told) {
      return told != null
          && told.rows() == rows
          && told.byAction().equals(byAction)
          && isCount(told.uniqueOpeners(), openers)
          && isCount(told.uniqueClickers(), clickers)
          && clicks.isRight(told);
    }

    private static boolean isCount(@Nullable Long told, Set<String> recipients) {
      return (told == null ? 0 : told) == recipients.size();
    }
  }

  /**
   * Takes an event.
   *
   * @param recipient in canonical form, the key of its record
   */
  void event(String recipient, EngagementEvent event) {
    campaign(event.campaignId()).add(recipient, event);
    Reason reason = SUPPRESSING.get(event.action());
    if (reason != null) {
      expected.computeIfAbsent(reason, r -> new HashSet<>()).add(recipient);
    }
  }

  private Campaign campaign(long id) {
    return campaigns.computeIfAbsent(id, any -> new Campaign());
  }

  /** Takes what is now told of a campaign. */
  void stats(CampaignStats told) {
    stats.put(told.campaignId(), told);
  }

  /** Takes what is now told of a campaign's links. */
  void links(LinkStats told) {
    campaign(told.campaignId()).clicks.links(told);
  }

  /** Takes what is now told of a recipient of a campaign. */
  void machine(MachineLikelihood told) {
    campaign(told.campaignId()).clicks.machine(told);
  }

  /**
   * Takes what is now told of a recipient.
   *
   * @param key {@code account/recipient}
   * @param told null where the suppression is lifted
   */
  void suppression(String key, @Nullable Suppression told) {
    String recipient = key.substring(key.indexOf('/') + 1);
    if (told == null) {
      suppressions.remove(recipient);
    } else {
      suppressions.put(recipient, told);
    }
  }

  /** How many campaigns and recipients the tables tell something else of than the events do. */
  public long wrong() {
    long wrong =
        campaigns.entrySet().stream()
            .filter(campaign -> !campaign.getValue().isToldBy(stats.get(campaign.getKey())))
            .count();
    for (Reason reason : SUPPRESSING.values()) {
      Set<String> differ = new HashSet<>(suppressed(reason));
      for (String recipient : expected.getOrDefault(reason, Set.of())) {
        if (!differ.remove(recipient)) {
          differ.add(recipient);
        }
      }
      wrong += differ.size();
    }
    return wrong;
  }

  private Set<String> suppressed(Reason reason) {
    Set<String> recipients = new HashSet<>();
    suppressions.forEach(
        (recipient, told) -> {
          if (told.causes() != null
              && told.causes().stream().anyMatch(cause -> cause.reason() == reason)) {
            recipients.add(recipient);
          }
        });
    return recipients;
  }
}
