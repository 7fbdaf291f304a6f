package io.m1bridge.edm;

import io.m1bridge.account.AccountAccess;
import io.m1bridge.edm.engagement.EngagementMapper;
import io.m1bridge.edm.poll.PollEnvironment;
import io.m1bridge.edm.poll.PollMetrics;
import io.m1bridge.edm.stream.BoardMetrics;
import io.m1bridge.edm.stream.EdmTopics;
import io.m1bridge.edm.stream.EdmTopology;
import io.m1bridge.edm.stream.LedgerGuard;
import io.m1bridge.edm.stream.PollBoard;
import io.m1bridge.kafka.streams.StreamsLifecycle;
import io.m1bridge.kafka.streams.StreamsOptions;
import io.m1bridge.kafka.streams.StreamsSettings;
import io.m1bridge.kafka.topic.TopicSettings;
import io.m1bridge.kafka.topic.TopicSetup;
import io.m1bridge.m1.M1Port;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;

/** Puts the service together. */
@Singleton
class EdmBeans {

  @Produces
  @Singleton
  PollBoard board() {
    return new PollBoard();
  }

  @Produces
  @Singleton
  StreamsLifecycle lifecycle(
      EdmConfig config,
      StreamsOptions options,
      TopicSettings topicSettings,
      @Identifier("default-kafka-broker") Map<String, Object> connection,
      AccountAccess access,
      M1Port m1,
      MeterRegistry metrics,
      PollBoard board,
      Clock clock) {
    EdmTopics topics = EdmTopics.named(topicSettings::named);
    TopicSetup setup = new TopicSetup(connection, topicSettings);
    LedgerGuard guard =
        new LedgerGuard(connection, config.applicationId(), topics, config.allowEmptyLedger());
    PollEnvironment environment =
        new PollEnvironment(
            access,
            m1,
            config.poll(),
            new EngagementMapper(config.zone()),
            new PollMetrics(metrics),
            clock,
            new SecureRandom());
    BoardMetrics.register(metrics, board);
    return new StreamsLifecycle(
        problem -> {
          setup.awaitFit(topics.owned(), topics.used(), problem);
          guard.await(problem);
        },
        () -> EdmTopology.build(topics, environment, board, config.maxEventBytes()),
        StreamsSettings.of(config.applicationId(), connection, options),
        options,
        clock);
  }
}
