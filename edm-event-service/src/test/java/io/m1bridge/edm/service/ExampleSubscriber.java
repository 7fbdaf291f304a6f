package io.m1bridge.edm.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.m1bridge.contracts.CompletenessCertificate;
import io.m1bridge.contracts.CompletenessCheck;
import io.m1bridge.contracts.CompletenessCheck.Finding;
import io.m1bridge.contracts.ContractJson;
import io.m1bridge.contracts.EngagementEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * The consumer of {@code docs/subscribers.md}, as it stands there: {@link SubscribersPageTest}
 * holds the two against each other, {@link CompletenessIT} runs it.
 */
final class ExampleSubscriber implements AutoCloseable {

  // docs: consumer
  private final Map<String, EngagementEvent> events = new HashMap<>(); // your table, by event id
  private final Map<String, CompletenessCertificate> certificates = new HashMap<>();
  private final KafkaConsumer<String, byte[]> consumer;

  ExampleSubscriber(String bootstrapServers, String group) {
    Map<String, Object> config = new HashMap<>();
    config.put("bootstrap.servers", bootstrapServers);
    config.put("group.id", group);
    config.put("isolation.level", "read_committed"); // otherwise events show that never were
    config.put("auto.offset.reset", "earliest"); // the whole history first
    config.put("enable.auto.commit", false);
    consumer = new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
    consumer.subscribe(List.of("edm.engagement", "edm.completeness"));
  }

  /** To be called in a loop. */
  void poll() throws IOException {
    for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
      if (record.topic().equals("edm.engagement")) {
        String id = new String(record.headers().lastHeader("ce_id").value(), UTF_8);
        EngagementEvent event =
            ContractJson.mapper().readValue(record.value(), EngagementEvent.class);
        events.put(id, event); // an upsert: reading twice does no harm
      } else if (record.value() == null) { // withdrawn
        certificates.remove(record.key());
      } else {
        certificates.put(
            record.key(),
            ContractJson.mapper().readValue(record.value(), CompletenessCertificate.class));
      }
    }
    consumer.commitSync(); // after your own commit
  }

  // docs: end

  // docs: proof
  /** What is not as it was published, by account/campaign/day; empty if all is there. */
  Map<String, Finding> differences() {
    CompletenessCheck check = new CompletenessCheck();
    events.forEach(check::event);
    Map<String, Finding> found = new HashMap<>();
    certificates.forEach((key, certificate) -> found.put(key, check.compare(certificate)));
    found.values().removeIf(finding -> finding == Finding.COMPLETE);
    return found;
  }

  // docs: end

  Map<String, EngagementEvent> events() {
    return events;
  }

  Map<String, CompletenessCertificate> certificates() {
    return certificates;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
