package io.m1bridge.contactsync.service;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.m1bridge.contracts.SyncResult.Coordinates;
import io.m1bridge.contracts.Topics;
import io.m1bridge.guarantee.OneTerminalResult;
import io.m1bridge.kafka.event.CloudEventRecords;
import io.m1bridge.process.NewTopicProducer;
import java.io.IOException;
import java.net.URI;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** A CRM that sends changes and keeps the truth. */
final class CrmFeed {

  /** The fields that it changes. */
  static final List<String> FIELDS = List.of("fullName", "city", "jobTitle", "qq");

  /** The field that carries a change's number, in a third of the upserts. */
  static final String NUMBER = "fax";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, Object> connection;
  private final String account;
  private final int contacts;
  private final Random random = new Random(5);
  private final Map<String, Map<String, String>> truth = new TreeMap<>();
  private final OneTerminalResult promise;
  private final Map<Future<RecordMetadata>, Boolean> sent = new LinkedHashMap<>();
  private int events;

  /**
   * @param promise is told of every change
   */
  CrmFeed(Map<String, Object> connection, String account, int contacts, OneTerminalResult promise) {
    this.connection = connection;
    this.promise = promise;
    this.account = account;
    this.contacts = contacts;
  }

  /** What M1 has to show, by email. */
  Map<String, Map<String, String>> truth() {
    return truth;
  }

  void make(int count) throws IOException {
    try (Producer<String, byte[]> producer = producer()) {
      for (int i = 0; i < count; i++) {
        upsert(producer, i);
      }
      awaitSent(producer);
    }
  }

  /** Deletes the first so many; the event ids. */
  Set<String> delete(int count) throws IOException {
    Set<String> deletes = new HashSet<>();
    try (Producer<String, byte[]> producer = producer()) {
      for (int i = 0; i < count; i++) {
        deletes.add(delete(producer, i));
      }
      awaitSent(producer);
    }
    return deletes;
  }

  void change(int count) throws IOException {
    try (Producer<String, byte[]> producer = producer()) {
      for (int i = 0; i < count; i++) {
        int contact = random.nextInt(contacts);
        int kind = random.nextInt(40);
        if (kind == 0) {
          delete(producer, contact);
        } else if (kind == 1) {
          Map<String, String> invalid = Map.of("gender", "unsure");
          send(producer, contact, "crm.contact.patched.v1", invalid, false);
        } else if (kind < 20 && truth.containsKey(email(contact))) {
          patch(producer, contact);
        } else {
          upsert(producer, contact);
        }
      }
      awaitSent(producer);
    }
  }

  /** A change that did not arrive would be missed by the service in every test that follows. */
  private void awaitSent(Producer<String, byte[]> producer) throws IOException {
    producer.flush();
    try {
      for (Map.Entry<Future<RecordMetadata>, Boolean> one : sent.entrySet()) {
        RecordMetadata at = one.getKey().get();
        promise.produced(new Coordinates(at.topic(), at.partition(), at.offset()), one.getValue());
      }
    } catch (ExecutionException | InterruptedException e) {
      throw new IOException("A change could not be sent", e);
    }
    sent.clear();
  }

  private String delete(Producer<String, byte[]> producer, int contact) throws IOException {
    truth.remove(email(contact));
    return send(producer, contact, "crm.contact.deleted.v1", null, true);
  }

  private void upsert(Producer<String, byte[]> producer, int contact) throws IOException {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("email", email(contact));
    Map<String, String> shown = truth.computeIfAbsent(email(contact), e -> new TreeMap<>());
    for (String field : FIELDS) {
      if (random.nextInt(3) > 0) {
        String value = "值" + random.nextInt(20);
        data.put(field, value);
        shown.put(field, value);
      }
    }
    if (random.nextInt(3) == 0) {
      data.put(NUMBER, String.valueOf(events));
    }
    if (random.nextInt(10) == 0) {
      data.put("groups", List.of("组" + random.nextInt(2)));
    }
    send(producer, contact, "crm.contact.upserted.v1", data, true);
  }

  private void patch(Producer<String, byte[]> producer, int contact) throws IOException {
    String field = FIELDS.get(random.nextInt(FIELDS.size()));
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    if (random.nextInt(4) == 0) {
      data.put(field, null);
      truth.get(email(contact)).remove(field);
    } else {
      String value = "新" + random.nextInt(20);
      data.put(field, value);
      truth.get(email(contact)).put(field, value);
    }
    send(producer, contact, "crm.contact.patched.v1", data, true);
  }

  private String send(
      Producer<String, byte[]> producer,
      int contact,
      String type,
      @Nullable Map<String, ? extends @Nullable Object> data,
      boolean valid)
      throws IOException {
    String id = "e" + ++events;
    sent.put(
        producer.send(
            new ProducerRecord<>(
                Topics.CONTACT_CHANGES.name(),
                null,
                "c" + contact,
                data == null ? null : JSON.writeValueAsBytes(data),
                CloudEventRecords.headers(
                    CloudEventBuilder.v1()
                        .withId(id)
                        .withSource(URI.create("/crm"))
                        .withType(type)
                        .withSubject("c" + contact)
                        .withExtension("m1account", account)
                        .build()))),
        valid);
    return id;
  }

  private Producer<String, byte[]> producer() {
    return new KafkaProducer<>(
        NewTopicProducer.config(connection), new StringSerializer(), new ByteArraySerializer());
  }

  private static String email(int contact) {
    return "p" + contact + "@x.cn";
  }
}
