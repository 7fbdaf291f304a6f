package io.m1bridge.owner.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.m1bridge.contracts.AccountPartitioner;
import io.m1bridge.contracts.Command;
import io.m1bridge.contracts.ContractJson;
import io.m1bridge.contracts.TopicSpec;
import io.m1bridge.contracts.Topics;
import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import io.m1bridge.m1.AccountId;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes commands. Its producer is made at the first one, so that a Kafka that is away at the start
 * ends nothing, and made anew after a failure that it would not get over. Safe for several threads.
 */
public final class CommandLog implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CommandLog.class);

  /** Longer than the producer waits, which tells more about what went wrong. */
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(15);

  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(1);

  private final Supplier<Producer<String, byte[]>> producers;
  private final TopicSpec topic;
  private final Clock clock;
  private @Nullable Producer<String, byte[]> producer;

  /**
   * @param producers makes a producer with {@link #SETTINGS}
   */
  public CommandLog(Supplier<Producer<String, byte[]>> producers, TopicSpec topic, Clock clock) {
    this.producers = producers;
    this.topic = topic;
    this.clock = clock;
  }

  /**
   * A log on this Kafka.
   *
   * @param connection Kafka client properties
   */
  public static CommandLog to(Map<String, Object> connection, TopicSpec topic, Clock clock) {
    Map<String, Object> settings = new HashMap<>(connection);
    settings.putAll(SETTINGS);
    return new CommandLog(
        () -> new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer()),
        topic,
        clock);
  }

  /**
   * How its producer differs from Kafka's defaults: a person waits for the answer. One request at a
   * time, since pipelined first records of a new topic can be lost (KAFKA-15591).
   */
  public static final Map<String, Object> SETTINGS =
      Map.of(
          "enable.idempotence", true,
          "acks", "all",
          "max.in.flight.requests.per.connection", 1,
          "linger.ms", 0,
          "max.request.size", Topics.MAX_RECORD_BYTES,
          "max.block.ms", 5_000,
          "request.timeout.ms", 5_000,
          "delivery.timeout.ms", 10_000);

  /**
   * Writes one without arguments and waits until Kafka has it.
   *
   * @param by who asks
   */
  public Sent send(AccountId account, Command.Action action, String by) {
    return order(account, action, Map.of(), by);
  }

  /**
   * Writes one and waits until Kafka has it. The arguments, which may name a person, stand in no
   * log.
   *
   * @param arguments as the action needs them
   * @param by who asks
   */
  public Sent order(
      AccountId account, Command.Action action, Map<String, String> arguments, String by) {
    return told(send(account, action, arguments, by));
  }

  private static Sent told(Sent sent) {
    if (sent instanceof Sent.Written written) {
      LogLine.info(LOG)
          .with(LogKey.ACCOUNT_ID, written.command().account())
          .with(LogKey.ACTION, written.command().action())
          .with(LogKey.BY, written.command().by())
          .with(LogKey.TOPIC, written.topic())
          .with(LogKey.PARTITION, written.partition())
          .with(LogKey.OFFSET, written.offset())
          .say("A command is written");
    }
    return sent;
  }

  /**
   * Writes one of many and waits until Kafka has it; the log does not tell of each.
   *
   * @param arguments as the action needs them
   * @param by who asks
   */
  public Sent send(
      AccountId account, Command.Action action, Map<String, String> arguments, String by) {
    Command command =
        new Command(
            account.value(), action, by, clock.instant().truncatedTo(ChronoUnit.MILLIS), arguments);
    ProducerRecord<String, byte[]> record = record(account, command);
    @Nullable Producer<String, byte[]> used = null;
    try {
      used = producer();
      RecordMetadata at = used.send(record).get(ANSWER_WITHIN.toSeconds(), TimeUnit.SECONDS);
      return new Sent.Written(command, at.topic(), at.partition(), at.offset());
    } catch (ExecutionException e) {
      return failed(used, e.getCause() == null ? e : e.getCause());
    } catch (KafkaException | TimeoutException | IllegalStateException e) {
      // The last one: another thread has just discarded the producer.
      return failed(used, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Sent.Unknown(topic.name());
    }
  }

  private ProducerRecord<String, byte[]> record(AccountId account, Command command) {
    int partition = AccountPartitioner.partition(account.value(), topic.partitions());
    try {
      return new ProducerRecord<>(
          topic.name(),
          partition,
          account.value(),
          ContractJson.mapper().writeValueAsBytes(command));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a command is made of texts, and still has no JSON", e);
    }
  }

  private Sent failed(@Nullable Producer<String, byte[]> used, Throwable failure) {
    boolean denied =
        failure instanceof AuthorizationException || failure instanceof AuthenticationException;
    LogLine.warn(LOG)
        .with(LogKey.TOPIC, topic.name())
        .with(LogKey.FAILURE, failure.getClass().getName())
        .say("A command could not be written");
    if (used != null && !(failure instanceof RetriableException)) {
      discard(used);
    }
    return denied ? new Sent.Denied(topic.name()) : new Sent.Unknown(topic.name());
  }

  private synchronized Producer<String, byte[]> producer() {
    if (producer == null) {
      producer = producers.get();
    }
    return producer;
  }

  private void discard(Producer<String, byte[]> broken) {
    synchronized (this) {
      if (producer != broken) {
        return;
      }
      producer = null;
    }
    broken.close(Duration.ZERO);
  }

  @Override
  public synchronized void close() {
    if (producer != null) {
      producer.close(CLOSE_WITHIN);
      producer = null;
    }
  }
}
