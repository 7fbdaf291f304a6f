package io.m1bridge.edm.stream;

import io.m1bridge.contracts.EngagementEvent.Action;
import io.m1bridge.contracts.TopicSpec;
import io.m1bridge.contracts.Topics;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The topics of the poller under their configured names.
 *
 * @param byAction those that have the events of one action beside {@code engagement}
 */
public record EdmTopics(
    TopicSpec accounts,
    TopicSpec commands,
    TopicSpec engagement,
    TopicSpec campaigns,
    TopicSpec campaignCounts,
    TopicSpec completeness,
    TopicSpec deadLetters,
    Map<Action, TopicSpec> byAction) {

  public EdmTopics {
    byAction = Map.copyOf(byAction);
  }

  /**
   * Without topics for single actions.
   *
   * @param naming gives a topic its configured name
   */
  public static EdmTopics named(UnaryOperator<TopicSpec> naming) {
    return named(naming, Set.of());
  }

  /**
   * @param naming gives a topic its configured name
   * @param actions that have a topic of their own
   */
  public static EdmTopics named(UnaryOperator<TopicSpec> naming, Set<Action> actions) {
    Map<Action, TopicSpec> byAction = new EnumMap<>(Action.class);
    actions.forEach(action -> byAction.put(action, naming.apply(Topics.engagementOf(action))));
    return new EdmTopics(
        naming.apply(Topics.ACCOUNTS),
        naming.apply(Topics.EDM_COMMANDS),
        naming.apply(Topics.ENGAGEMENT),
        naming.apply(Topics.CAMPAIGNS),
        naming.apply(Topics.CAMPAIGN_COUNTS),
        naming.apply(Topics.COMPLETENESS),
        naming.apply(Topics.EDM_DEAD_LETTERS),
        byAction);
  }

  /** What it creates. */
  public List<TopicSpec> owned() {
    return Stream.concat(
            Stream.of(commands, engagement, campaigns, campaignCounts, completeness, deadLetters),
            byAction.values().stream())
        .toList();
  }

  /** What others create. */
  public List<TopicSpec> used() {
    return List.of(accounts);
  }
}
