package io.m1bridge.token.log;

import io.m1bridge.contracts.AccountEvent;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes events that belong to no change of state, outside of any transaction, from any replica.
 * Its producer is made with the first event.
 */
public final class AuditWriter implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AuditWriter.class);
  private static final Duration LAST_WORDS = Duration.ofSeconds(3);

  private final LogPlace place;
  private final EventRecords records = new EventRecords();
  private final RenewedProducer producer;

  public AuditWriter(LogPlace place) {
    this.place = place;
    Map<String, Object> config = PartitionWriter.plainProducer(place);
    config.put(ProducerConfig.CLIENT_ID_CONFIG, place.group() + "-audit-" + place.instance());
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 1_000);
    this.producer = RenewedProducer.of(config);
  }

  /**
   * Sends an event.
   *
   * @param onFailure called if it did not arrive
   */
  public void publish(AccountEvent event, Runnable onFailure) {
    producer.send(
        records.event(place.eventsTopic(), event),
        failure -> {
          LOG.debug("An audit event was not sent", failure);
          onFailure.run();
        });
  }

  /** Waits a little for what was sent last. */
  @Override
  public void close() {
    producer.close(LAST_WORDS);
  }
}
