package io.m1bridge.systemtests.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.m1bridge.contracts.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * What is durable, seen from outside: the committed records of token-service's log (who owns a
 * partition, which state an account is in; the rest is encrypted) and its events.
 */
final class LogWatch implements AutoCloseable {

  private static final String OWNER = "@owner/";

  private final ObjectMapper json = new ObjectMapper();
  private final KafkaConsumer<String, byte[]> consumer;
  private final Thread thread = new Thread(this::read, "log-watch");
  private final List<Owner> owners = new ArrayList<>();
  private final List<State> states = new ArrayList<>();
  private final List<Event> events = new ArrayList<>();
  private volatile boolean stopped;

  /**
   * @param at the broker's time, ms
   */
  record Owner(int partition, URI address, long at) {}

  record State(String account, String kind, long generation, long at) {}

  record Event(String account, String type, long at) {}

  /** The topics must be there. */
  LogWatch(String bootstrapServers) {
    consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> all =
        Stream.of(Topics.TOKEN_STATE.name(), Topics.ACCOUNT_EVENTS.name())
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(all);
    consumer.seekToBeginning(all);
    thread.setDaemon(true);
    thread.start();
  }

  private void read() {
    try (consumer) {
      while (!stopped) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(50))) {
          note(record);
        }
      }
    }
  }

  private synchronized void note(ConsumerRecord<String, byte[]> record) {
    String key = record.key();
    if (record.topic().equals(Topics.ACCOUNT_EVENTS.name())) {
      Header type = record.headers().lastHeader("ce_type");
      events.add(
          new Event(key, new String(type.value(), StandardCharsets.UTF_8), record.timestamp()));
    } else if (record.value() != null) {
      JsonNode value = parse(record.value());
      if (key.startsWith(OWNER)) {
        owners.add(
            new Owner(
                record.partition(),
                URI.create(value.path("address").asText()),
                record.timestamp()));
      } else {
        states.add(
            new State(
                key,
                value.path("kind").asText(),
                value.path("generation").asLong(),
                record.timestamp()));
      }
    }
  }

  private JsonNode parse(byte[] value) {
    try {
      return json.readTree(value);
    } catch (IOException e) {
      throw new UncheckedIOException("A record of the log is no JSON", e);
    }
  }

  /** Who said last that it owns the partition. */
  synchronized Optional<Owner> owner(int partition) {
    return last(owners.stream().filter(owner -> owner.partition() == partition));
  }

  /** All who ever said so, in order. */
  synchronized List<Owner> owners(int partition) {
    return owners.stream().filter(owner -> owner.partition() == partition).toList();
  }

  synchronized Optional<State> state(String account) {
    return last(states.stream().filter(state -> state.account().equals(account)));
  }

  synchronized List<State> states(String account) {
    return states.stream().filter(state -> state.account().equals(account)).toList();
  }

  boolean is(String account, String kind, long generation) {
    return state(account)
        .filter(state -> state.kind().equals(kind) && state.generation() == generation)
        .isPresent();
  }

  synchronized long events(String account, String type) {
    return events.stream()
        .filter(event -> event.account().equals(account) && event.type().equals(type))
        .count();
  }

  private static <T> Optional<T> last(Stream<T> all) {
    return all.reduce((first, second) -> second);
  }

  @Override
  public void close() throws InterruptedException {
    stopped = true;
    thread.join(5_000);
  }
}
