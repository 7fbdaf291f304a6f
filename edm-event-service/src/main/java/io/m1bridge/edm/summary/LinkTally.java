package io.m1bridge.edm.summary;

import io.m1bridge.contracts.LinkStats;
import io.m1bridge.edm.machine.Hash64;
import io.m1bridge.edm.machine.LinkShare;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The clicks of a campaign by link, in whatever order they come. Which links have a count of their
 * own must not depend on that order: it is those with the shortest URLs, so that one that has lost
 * its count never gets it back.
 *
 * <p>Why: {@code docs/rationale.md#the-links-that-are-counted-one-by-one-are-the-shortest}.
 *
 * @param links by the hash of the URL
 * @param otherClicks rows of all others
 * @param otherMachineClicks those of them that are a machine's
 */
public record LinkTally(Map<Long, LinkCount> links, long otherClicks, long otherMachineClicks) {

  public static final LinkTally NONE = new LinkTally(Map.of(), 0, 0);

  /** A longer URL is counted with the others: the record must not grow. */
  static final int LONGEST_URL = 2_000;

  /**
   * Of so many the record still fits, which is 2 MiB at most. A character takes six bytes of JSON
   * at worst: a link 12,000 for its URL, 1,200 for its name, and less than 400 for the rest.
   */
  static final int MOST_LINKS = 150;

  private static final Comparator<LinkCount> SHORTEST =
      Comparator.comparingInt((LinkCount link) -> link.url().length())
          .thenComparing(LinkCount::url);

  public LinkTally {
    links = Map.copyOf(links);
  }

  /**
   * How many links are counted one by one.
   *
   * @param setting as the operator wants it
   * @throws IllegalArgumentException if it is less than 1, or their record may not fit
   */
  public static int most(int setting) {
    if (setting < 1 || setting > MOST_LINKS) {
      throw new IllegalArgumentException(
          "m1bridge.edm.tables.links must be 1 to " + MOST_LINKS + ": more may not fit a record");
    }
    return setting;
  }

  /**
   * After one more event.
   *
   * @param most so many links are counted one by one
   */
  public LinkTally plus(LinkFact fact, int most) {
    Map<Long, LinkCount> after = new TreeMap<>(links);
    long others = otherClicks;
    long otherMachines = otherMachineClicks;
    LinkFact.Click click = fact.click();
    if (click != null) {
      String url = click.url();
      if (url == null || url.length() > LONGEST_URL) {
        others++;
      } else {
        after.merge(Hash64.of(url), LinkCount.of(url, click), LinkCount::plus);
      }
    }
    if (after.size() > most) {
      LinkCount longest = after.values().stream().max(SHORTEST).orElseThrow();
      after.remove(Hash64.of(longest.url()));
      others += longest.clicks();
      otherMachines += longest.share().machineClicks();
    }
    for (Map.Entry<Long, LinkShare> change : fact.changes().entrySet()) {
      LinkCount count = after.get(change.getKey());
      if (count == null) {
        otherMachines += change.getValue().machineClicks();
      } else {
        after.put(change.getKey(), count.plus(change.getValue()));
      }
    }
    return new LinkTally(after, others, otherMachines);
  }

  /** What subscribers are told. */
  public LinkStats stats(String account, long campaignId) {
    List<LinkStats.Link> shown =
        links.values().stream()
            .map(LinkCount::shown)
            .sorted(
                Comparator.comparingLong(LinkStats.Link::clicks)
                    .reversed()
                    .thenComparing(LinkStats.Link::url))
            .toList();
    return new LinkStats(
        account,
        campaignId,
        shown,
        otherClicks == 0
            ? null
            : new LinkStats.Others(otherClicks, otherClicks - otherMachineClicks));
  }
}
