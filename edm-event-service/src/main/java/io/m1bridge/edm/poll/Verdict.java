package io.m1bridge.edm.poll;

import io.m1bridge.edm.poll.CampaignRead.Counting;
import io.m1bridge.edm.poll.CampaignRead.Part;
import io.m1bridge.edm.session.Reading;
import java.time.Instant;

/** What the end of a reading means for the state of its campaign. */
final class Verdict {

  private final CampaignRead read;
  private final Reading.Next end;
  private final PollSchedule schedule;

  Verdict(CampaignRead read, Reading.Next end, PollSchedule schedule) {
    this.read = read;
    this.end = end;
    this.schedule = schedule;
  }

  CampaignState on(CampaignState campaign, Instant now) {
    CampaignState judged = judged(campaign, now);
    Changes known = judged.changed().toldUntil(now);
    ReadLists lists = read.lists();
    if (lists == null || !(end instanceof Reading.Whole || end instanceof Reading.Complete)) {
      return known.equals(judged.changed()) ? judged : judged.with(known);
    }
    return judged.with(known.found(lists.changed(), judged.counts().accounted(), now));
  }

  private CampaignState judged(CampaignState campaign, Instant now) {
    Instant next = now.plus(schedule.interval(campaign, now));
    if (read.part() == Part.PIECE || end instanceof Reading.Missing) {
      // The next poll counts what a search found; where that is not all, it reads on until it is.
      boolean inVain = read.part() == Part.PIECE && !campaign.counts().agree();
      return campaign.with(campaign.timing().unverified(now, inVain ? now : next, null));
    }
    if (end instanceof Reading.Complete) {
      return campaign.with(campaign.timing().verified(read.cut(), now, next));
    }
    if (end instanceof Reading.Differs differs) {
      return differs(campaign, differs, now, next);
    }
    if (end instanceof Reading.Whole whole) {
      return read.part() == CampaignRead.Part.LIFE
          ? wholePoll(campaign, whole, now, next)
          : fullRead(campaign, whole, now, next);
    }
    if (end instanceof Reading.Skimmed) {
      return skimmed(campaign, now, next);
    }
    if (end instanceof Reading.Repeating) {
      String why = "M1 gives the same page again and again";
      return rested(campaign.with(campaign.timing().unverified(now, next, why)), now);
    }
    // Either the list moves or its count does. The next full read goes without the count.
    return rested(
        campaign
            .with(campaign.counts().withCountUnusable(true))
            .with(
                campaign
                    .timing()
                    .unverified(now, next, "The list or its count changed during every reading")),
        now);
  }

  /**
   * Asked again before long, in case nobody else remembers that rows are to be brought back. Where
   * they are lost, no count verifies anything any more.
   */
  private CampaignState differs(
      CampaignState campaign, Reading.Differs differs, Instant now, Instant next) {
    if (differs.lost()) {
      String lost =
          "edm.engagement has lost events of this campaign: nothing more of it is published";
      return campaign.with(campaign.timing().unverified(now, next, lost));
    }
    Counts counts = campaign.counts();
    String why =
        "M1 counts %s rows, %d are known; what was published is read back from edm.engagement first"
            .formatted(
                counts.atM1() == null ? "an unknown number of" : counts.atM1(),
                counts.accounted() + counts.unlisted());
    Instant soon = schedule.restUntil(now);
    Instant again = soon.isAfter(next) ? next : soon;
    return campaign.with(campaign.timing().unverified(now, again, why));
  }

  private CampaignState wholePoll(
      CampaignState campaign, Reading.Whole whole, Instant now, Instant next) {
    Timing timing = campaign.timing().wholeList(now);
    Counts counts = campaign.counts().withAccounted(whole.listed());
    long listed = whole.listed();
    long total = whole.total().orElse(listed);
    if (total == listed) {
      boolean none = read.counting(listed) == Counting.NONE;
      return campaign
          .with(counts.withUnlisted(0).withCountUnusable(none))
          .with(timing.verified(read.cut(), now, next));
    }
    String why = "M1 counts %d rows but lists %d".formatted(total, listed);
    Counts judged =
        total < listed ? counts.withCountUnusable(true) : counts.withUnlisted(total - listed);
    return rested(campaign.with(judged).with(timing.unverified(now, next, why)), now);
  }

  private CampaignState fullRead(
      CampaignState campaign, Reading.Whole head, Instant now, Instant next) {
    boolean usable = read.counting(head.listed()) == Counting.USABLE;
    Counts counts = campaign.counts().withAccounted(read.listedInAll(head.listed()));
    if (usable && !campaign.counts().countUnusable() && read.isCountedHigher(head.listed())) {
      // How many in all the next poll finds, which is no sum of two windows.
      String why = "M1 counts more rows than it lists";
      return campaign
          .with(counts)
          .with(campaign.timing().wholeList(now).unverified(now, next, why));
    }
    return campaign
        .with(counts.withUnlisted(0).withCountUnusable(!usable))
        .with(campaign.timing().wholeList(now).verified(read.cut(), now, next));
  }

  private CampaignState skimmed(CampaignState campaign, Instant now, Instant next) {
    Counts counts = campaign.counts();
    boolean none = read.counting(0) == Counting.NONE;
    String why =
        none
            ? "M1 tells no count: late rows are found by full reads"
            : counts.countUnusable()
                ? "M1's count is of no use: late rows are found by full reads"
                : "M1's count does not fit: late rows are found by the next full read";
    return campaign
        .with(counts.withCountUnusable(counts.countUnusable() || none))
        .with(campaign.timing().unverified(now, next, why));
  }

  private CampaignState rested(CampaignState campaign, Instant now) {
    return read.session().pages() <= ReadPlanner.SHORT_PAGES
        ? campaign
        : campaign.with(campaign.timing().rest(schedule.restUntil(now)));
  }
}
