package io.m1bridge.local.verify;

import io.m1bridge.contracts.CampaignStats;
import io.m1bridge.contracts.CampaignStats.WithoutMachines;
import io.m1bridge.contracts.EngagementEvent;
import io.m1bridge.contracts.LinkStats;
import io.m1bridge.contracts.MachineLikelihood;
import io.m1bridge.contracts.MachineLikelihood.Verdict;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One campaign's links beside a recount of the events, and its machines beside the other tables:
 * what is left out of statistics and links is what the verdicts say, recipient by recipient. Not
 * thread-safe.
 *
 * <p>Whether a verdict is right is edm-event's to test.
 */
final class ClicksCheck {

  /** A click of another date is in no link's count, for nobody knows when it was. */
  private static final Pattern DATE =
      Pattern.compile("\\s*\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(\\.\\d{0,9})?\\s*");

  private final Map<String, Clicks> byUrl = new HashMap<>();
  private final Map<String, MachineLikelihood> verdicts = new HashMap<>();
  private @Nullable LinkStats links;
  private long clicks;

  /** Of one link. */
  private static final class Clicks {
    private final Set<String> clickers = new HashSet<>();
    private long rows;
  }

  /** Takes a click. */
  void click(String recipient, EngagementEvent event) {
    if (!DATE.matcher(event.raw().eventdate()).matches()) {
      return;
    }
    clicks++;
    EngagementEvent.Link link = event.link();
    if (link != null && link.url() != null) {
      Clicks of = byUrl.computeIfAbsent(link.url(), url -> new Clicks());
      of.rows++;
      of.clickers.add(recipient);
    }
  }

  /** Takes what is now told of the links. */
  void links(LinkStats told) {
    links = told;
  }

  /** Takes what is now told of a recipient. */
  void machine(MachineLikelihood told) {
    verdicts.put(told.recipient(), told);
  }

  /**
   * Whether the tables agree.
   *
   * @param stats what is now told of the campaign
   */
  boolean isRight(@Nullable CampaignStats stats) {
    return areLinksRight() && stats != null && leavesOutMachines(stats);
  }

  private boolean areLinksRight() {
    LinkStats told = links;
    if (told == null) {
      return clicks == 0;
    }
    LinkStats.Others others = told.others() == null ? new LinkStats.Others(0, 0) : told.others();
    long all = others.clicks();
    long people = others.clicksWithoutMachines();
    for (LinkStats.Link link : told.links()) {
      Clicks counted = byUrl.get(link.url());
      if (counted == null
          || counted.rows != link.clicks()
          || counted.clickers.size() != link.uniqueClickers()) {
        return false;
      }
      all += link.clicks();
      people += link.clicksWithoutMachines();
    }
    return all == clicks && people == clicks - machineClicks();
  }

  private boolean leavesOutMachines(CampaignStats stats) {
    WithoutMachines people = stats.withoutMachines();
    return people != null
        && people.clicks() == stats.byAction().getOrDefault("clicked", 0L) - machineClicks()
        && people.opens() == stats.byAction().getOrDefault("opened", 0L) - machineOpens()
        && people.suspected() == count(Verdict.SUSPECTED)
        && people.certain() == count(Verdict.CERTAIN);
  }

  private long machineClicks() {
    return verdicts.values().stream().mapToLong(MachineLikelihood::machineClicks).sum();
  }

  private long machineOpens() {
    return verdicts.values().stream().mapToLong(MachineLikelihood::machineOpens).sum();
  }

  private long count(Verdict verdict) {
    return verdicts.values().stream().filter(told -> told.verdict() == verdict).count();
  }
}
