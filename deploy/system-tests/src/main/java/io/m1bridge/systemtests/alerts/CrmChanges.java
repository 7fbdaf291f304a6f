package io.m1bridge.systemtests.alerts;

import io.m1bridge.contracts.Topics;
import io.m1bridge.process.NewTopicProducer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Changes of contacts, as a CRM sends them. */
final class CrmChanges implements AutoCloseable {

  private final KafkaProducer<String, byte[]> producer;
  private int events;

  CrmChanges(Map<String, Object> connection) {
    this.producer =
        new KafkaProducer<>(
            NewTopicProducer.config(connection), new StringSerializer(), new ByteArraySerializer());
  }

  /** So many contacts of the account are there. */
  void upsert(String account, int contacts) {
    for (int i = 0; i < contacts; i++) {
      String data = "{\"email\":\"%s-%d@example.com\",\"city\":\"Shanghai\"}".formatted(account, i);
      send(account, i, "crm.contact.upserted.v1", data);
    }
    producer.flush();
  }

  /** The first so many contacts of the account are gone. */
  void delete(String account, int contacts) {
    for (int i = 0; i < contacts; i++) {
      send(account, i, "crm.contact.deleted.v1", "{}");
    }
    producer.flush();
  }

  /** A record that is no change. */
  void nonsense() {
    producer.send(
        new ProducerRecord<>(
            Topics.CONTACT_CHANGES.name(),
            "nonsense",
            "no change".getBytes(StandardCharsets.UTF_8)));
    producer.flush();
  }

  private void send(String account, int contact, String type, String data) {
    ProducerRecord<String, byte[]> change =
        new ProducerRecord<>(
            Topics.CONTACT_CHANGES.name(),
            account + "-" + contact,
            data.getBytes(StandardCharsets.UTF_8));
    Map<String, String> attributes = new TreeMap<>();
    attributes.put("ce_specversion", "1.0");
    attributes.put("ce_id", "e" + ++events);
    attributes.put("ce_source", "/crm");
    attributes.put("ce_type", type);
    attributes.put("ce_m1account", account);
    attributes.put("content-type", "application/json");
    attributes.forEach(
        (name, value) -> change.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
    producer.send(change);
  }

  @Override
  public void close() {
    producer.close();
  }
}
