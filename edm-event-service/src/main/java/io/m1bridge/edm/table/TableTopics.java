package io.m1bridge.edm.table;

import io.m1bridge.contracts.TopicSpec;
import io.m1bridge.contracts.Topics;
import java.util.List;
import java.util.function.UnaryOperator;

/** The topics of the derived tables under their configured names. */
public record TableTopics(
    TopicSpec engagement,
    TopicSpec campaignCounts,
    TopicSpec campaignStats,
    TopicSpec linkStats,
    TopicSpec machineLikelihood,
    TopicSpec contactEngagement,
    TopicSpec suppressions) {

  /**
   * @param naming gives a topic its configured name
   */
  public static TableTopics named(UnaryOperator<TopicSpec> naming) {
    return new TableTopics(
        naming.apply(Topics.ENGAGEMENT),
        naming.apply(Topics.CAMPAIGN_COUNTS),
        naming.apply(Topics.CAMPAIGN_STATS),
        naming.apply(Topics.LINK_STATS),
        naming.apply(Topics.MACHINE_LIKELIHOOD),
        naming.apply(Topics.CONTACT_ENGAGEMENT),
        naming.apply(Topics.SUPPRESSIONS));
  }

  /** What the tables write. */
  public List<TopicSpec> owned() {
    return List.of(campaignStats, linkStats, machineLikelihood, contactEngagement, suppressions);
  }

  /** What the poller writes. */
  public List<TopicSpec> used() {
    return List.of(engagement, campaignCounts);
  }
}
