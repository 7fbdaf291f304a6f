package io.m1bridge.edm.stream;

import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the start back where the ledger is gone but its events are there: polling would publish
 * every row a second time. The ledger's changelog is missing after it was deleted, or under another
 * application id.
 *
 * <p>Why: {@code docs/rationale.md#a-lost-ledger-holds-the-start-back}.
 */
public final class LedgerGuard {

  private static final Logger LOG = LoggerFactory.getLogger(LedgerGuard.class);
  private static final Duration AGAIN_AFTER = Duration.ofSeconds(5);

  private final Map<String, Object> connection;
  private final String changelog;
  private final String engagement;
  private final boolean emptyAllowed;

  /**
   * @param connection Kafka client properties
   * @param emptyAllowed the operator wants it so ({@code m1bridge.edm.allow-empty-ledger})
   */
  public LedgerGuard(
      Map<String, Object> connection,
      String applicationId,
      EdmTopics topics,
      boolean emptyAllowed) {
    this.connection = Map.copyOf(connection);
    this.changelog = applicationId + "-" + EdmStores.LEDGER + "-changelog";
    this.engagement = topics.engagement().name();
    this.emptyAllowed = emptyAllowed;
  }

  /** Returns once it is safe to start; tells the problem meanwhile. */
  public void await(Consumer<String> problem) throws InterruptedException {
    while (!emptyAllowed && ledgerLost()) {
      String text =
          engagement
              + " has events, but "
              + changelog
              + " is missing: all rows would be published again, with the same ids. Restore the"
              + " changelog or set m1bridge.edm.application-id as it was; to publish all again, set"
              + " m1bridge.edm.allow-empty-ledger=true.";
      LogLine.error(LOG)
          .with(LogKey.SETTING, "m1bridge.edm.allow-empty-ledger")
          .with(LogKey.REASON, text)
          .say("The service does not start: its ledger is missing");
      problem.accept(text);
      Thread.sleep(AGAIN_AFTER.toMillis());
    }
  }

  private boolean ledgerLost() throws InterruptedException {
    try (Admin admin = Admin.create(connection)) {
      Set<String> existing = admin.listTopics().names().get();
      return !existing.contains(changelog) && existing.contains(engagement) && hasRecords(admin);
    } catch (ExecutionException e) {
      throw new KafkaException("Kafka did not tell which topics there are", e.getCause());
    }
  }

  private boolean hasRecords(Admin admin) throws ExecutionException, InterruptedException {
    TopicDescription topic =
        admin.describeTopics(List.of(engagement)).allTopicNames().get().get(engagement);
    if (topic == null) {
      return false;
    }
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    topic
        .partitions()
        .forEach(
            partition ->
                ends.put(
                    new TopicPartition(engagement, partition.partition()), OffsetSpec.latest()));
    return admin.listOffsets(ends).all().get().values().stream()
            .collect(Collectors.summingLong(end -> end.offset()))
        > 0;
  }
}
