package io.m1bridge.contactsync.service;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.m1bridge.contracts.Topics;
import io.m1bridge.kafka.event.CloudEventRecords;
import io.m1bridge.process.NewTopicProducer;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
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
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** A CRM that sends changes and keeps the truth. */
final class CrmFeed {

  /** The fields that it changes. */
  static final List<String> FIELDS = List.of("fullName", "city", "jobTitle", "qq");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, Object> connection;
  private final String account;
  private final int contacts;
  private final Random random = new Random(5);
  private final Map<String, Map<String, String>> truth = new TreeMap<>();
  private final Set<String> valid = new HashSet<>();
  private final Set<String> invalid = new HashSet<>();
  private final List<Future<?>> sent = new ArrayList<>();
  private int events;

  CrmFeed(Map<String, Object> connection, String account, int contacts) {
    this.connection = connection;
    this.account = account;
    this.contacts = contacts;
  }

  /** What M1 has to show, by email. */
  Map<String, Map<String, String>> truth() {
    return truth;
  }

  /** Event ids of the valid changes. */
  Set<String> valid() {
    return valid;
  }

  /** Event ids of the others. */
  Set<String> invalid() {
    return invalid;
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
        deletes.add(send(producer, i, "crm.contact.deleted.v1", null));
        truth.remove(email(i));
      }
      awaitSent(producer);
    }
    valid.addAll(deletes);
    return deletes;
  }

  void change(int count) throws IOException {
    try (Producer<String, byte[]> producer = producer()) {
      for (int i = 0; i < count; i++) {
        int contact = random.nextInt(contacts);
        int kind = random.nextInt(40);
        if (kind == 0) {
          valid.add(send(producer, contact, "crm.contact.deleted.v1", null));
          truth.remove(email(contact));
        } else if (kind == 1) {
          invalid.add(
              send(producer, contact, "crm.contact.patched.v1", Map.of("gender", "unsure")));
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
      for (Future<?> one : sent) {
        one.get();
      }
    } catch (ExecutionException | InterruptedException e) {
      throw new IOException("A change could not be sent", e);
    }
    sent.clear();
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
    if (random.nextInt(10) == 0) {
      data.put("groups", List.of("组" + random.nextInt(2)));
    }
    valid.add(send(producer, contact, "crm.contact.upserted.v1", data));
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
    valid.add(send(producer, contact, "crm.contact.patched.v1", data));
  }

  private String send(
      Producer<String, byte[]> producer,
      int contact,
      String type,
      @Nullable Map<String, ? extends @Nullable Object> data)
      throws IOException {
    String id = "e" + ++events;
    sent.add(
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
                        .build()))));
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
