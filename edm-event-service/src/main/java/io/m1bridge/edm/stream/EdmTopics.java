package io.m1bridge.edm.stream;

import io.m1bridge.contracts.TopicSpec;
import io.m1bridge.contracts.Topics;
import java.util.List;
import java.util.function.UnaryOperator;

/** The topics of the poller under their configured names. */
public record EdmTopics(
    TopicSpec accounts,
    TopicSpec commands,
    TopicSpec engagement,
    TopicSpec campaigns,
    TopicSpec campaignCounts,
    TopicSpec completeness,
    TopicSpec deadLetters) {

  /**
   * @param naming gives a topic its configured name
   */
  public static EdmTopics named(UnaryOperator<TopicSpec> naming) {
    return new EdmTopics(
        naming.apply(Topics.ACCOUNTS),
        naming.apply(Topics.EDM_COMMANDS),
        naming.apply(Topics.ENGAGEMENT),
        naming.apply(Topics.CAMPAIGNS),
        naming.apply(Topics.CAMPAIGN_COUNTS),
        naming.apply(Topics.COMPLETENESS),
        naming.apply(Topics.EDM_DEAD_LETTERS));
  }

  /** What it creates. */
  public List<TopicSpec> owned() {
    return List.of(commands, engagement, campaigns, campaignCounts, completeness, deadLetters);
  }

  /** What others create. */
  public List<TopicSpec> used() {
    return List.of(accounts);
  }
}
