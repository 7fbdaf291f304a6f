package io.m1bridge.token.log;

import io.m1bridge.contracts.TopicSpec;
import io.m1bridge.kafka.access.AccessCheck;
import io.m1bridge.kafka.access.AccessNeeds;
import io.m1bridge.kafka.access.AccessWatch;
import io.m1bridge.kafka.topic.TopicSetup;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the log needs of Kafka before it starts: its topics, then its rights, which are watched from
 * then on.
 */
public final class LogPreparation implements AutoCloseable {

  private final TopicSetup topics;
  private final List<TopicSpec> owned;
  private final AccessNeeds needs;
  private final AccessWatch access;
  private final Duration pause;
  private volatile Optional<String> topicsProblem = Optional.empty();

  /**
   * @param owned the topics of the log, under their final names
   * @param pause between two looks at rights before the start
   */
  public LogPreparation(TopicSetup topics, List<TopicSpec> owned, LogPlace place, Duration pause) {
    this.topics = topics;
    this.owned = List.copyOf(owned);
    this.needs =
        new AccessNeeds(
            place.group(),
            Set.of(place.stateTopic()),
            Set.of(place.stateTopic(), place.accountsTopic(), place.eventsTopic()),
            Set.of());
    this.access =
        new AccessWatch(new AccessCheck(place.connection()), place.settings().accessCheckEvery());
    this.pause = pause;
  }

  /**
   * Returns when topics and rights are there.
   *
   * @throws InterruptedException when the thread is interrupted, which alone ends it early
   */
  public void await() throws InterruptedException {
    topics.awaitFit(owned, List.of(), problem -> topicsProblem = Optional.of(problem));
    topicsProblem = Optional.empty();
    access.awaitGranted(needs, pause);
    access.start(needs);
  }

  /** Returns what is missing now and what to do. */
  public Optional<String> problem() {
    return topicsProblem.or(access::problem);
  }

  @Override
  public void close() {
    access.close();
  }
}
