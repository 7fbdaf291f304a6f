package io.m1bridge.kafka.streams;

import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.StreamsConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the group has several replicas and none keeps a standby store. {@link StandbyCheck} asks
 * what an operator said, before the start; how many replicas there are is known only once they have
 * joined. A warning then: by that time work is under way, which a stop would not help.
 */
final class StandbyWatch {

  private static final Logger LOG = LoggerFactory.getLogger(StandbyWatch.class);

  static final Duration EVERY = Duration.ofMinutes(5);

  /** Where Kafka did not say. */
  private static final Duration AGAIN = Duration.ofSeconds(30);

  private static final int ANSWER_WITHIN_MS = 3_000;

  /** Kafka Streams names the clients of a process so, behind what they have in common. */
  private static final String THREAD = "-StreamThread-";

  private final boolean hasStandbys;
  private final Supplier<OptionalInt> replicas;
  private final Clock clock;
  private Instant next = Instant.MIN;
  private Optional<String> warning = Optional.empty();

  /**
   * @param hasStandbys whether stores have copies on other replicas
   * @param replicas how many the group has; empty where Kafka does not say
   */
  StandbyWatch(boolean hasStandbys, Supplier<OptionalInt> replicas, Clock clock) {
    this.hasStandbys = hasStandbys;
    this.replicas = replicas;
    this.clock = clock;
  }

  /** Of an application with these settings. */
  static StandbyWatch of(Properties settings, Clock clock) {
    Object standbys = settings.getOrDefault(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, 0);
    return new StandbyWatch(
        !standbys.toString().strip().equals("0"), () -> replicas(settings), clock);
  }

  /** What is to be said to an operator; asks Kafka every few minutes, for seconds at most. */
  synchronized Optional<String> warning() {
    Instant now = clock.instant();
    if (hasStandbys || now.isBefore(next)) {
      return warning;
    }
    OptionalInt members = replicas.get();
    next = now.plus(members.isPresent() ? EVERY : AGAIN);
    members.ifPresent(this::count);
    return warning;
  }

  private void count(int members) {
    if (members > 1 && warning.isEmpty()) {
      LogLine.warn(LOG)
          .with(LogKey.COUNT, members)
          .with(LogKey.SETTING, "m1bridge.streams.standby-replicas")
          .say(
              "There are several replicas and no standby store: what a dead one owned stands still"
                  + " until its stores are restored");
    }
    warning =
        members > 1
            ? Optional.of(
                "m1bridge.streams.standby-replicas is 0 with " + members + " replicas: set it to 1")
            : Optional.empty();
  }

  /** How many processes the clients of a group belong to. */
  static int processes(Collection<String> clientIds) {
    return (int) clientIds.stream().map(id -> id.split(THREAD, 2)[0]).distinct().count();
  }

  private static OptionalInt replicas(Properties settings) {
    String group = settings.getProperty(StreamsConfig.APPLICATION_ID_CONFIG);
    Map<String, Object> config = StreamsSettings.adminOf(settings);
    config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_WITHIN_MS);
    config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_WITHIN_MS);
    try (Admin admin = Admin.create(config)) {
      return OptionalInt.of(
          processes(
              admin
                  .describeConsumerGroups(Set.of(group))
                  .all()
                  .get(ANSWER_WITHIN_MS, TimeUnit.MILLISECONDS)
                  .values()
                  .stream()
                  .flatMap(described -> described.members().stream())
                  .map(MemberDescription::clientId)
                  .toList()));
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      return OptionalInt.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return OptionalInt.empty();
    }
  }
}
