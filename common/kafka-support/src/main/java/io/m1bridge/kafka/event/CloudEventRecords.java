package io.m1bridge.kafka.event;

import io.cloudevents.CloudEvent;
import io.cloudevents.SpecVersion;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.cloudevents.rw.CloudEventRWException;
import io.m1bridge.kafka.event.ReadEvent.Malformed;
import io.m1bridge.kafka.event.ReadEvent.NotAnEvent;
import io.m1bridge.kafka.event.ReadEvent.Valid;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * CloudEvents 1.0 on Kafka in binary mode, with the CloudEvents SDK. Reading never throws: what
 * upstream sends is answered with a value, so that it cannot end a task.
 */
public final class CloudEventRecords {

  private static final String PREFIX = "ce_";
  private static final List<String> REQUIRED = List.of("ce_id", "ce_source", "ce_type");

  private CloudEventRecords() {}

  /** Returns a record whose headers are the event's attributes and whose value is its data. */
  public static <K> ProducerRecord<K, byte[]> write(String topic, K key, CloudEvent event) {
    return KafkaMessageFactory.<K>createWriter(topic, key).writeBinary(event);
  }

  /** Returns the headers of {@link #write} alone, for records that Streams sends. */
  public static Headers headers(CloudEvent event) {
    return write("unused", "unused", event).headers();
  }

  /** Reads a record; {@code value} becomes the event's data as it is. */
  public static ReadEvent read(Headers headers, byte @Nullable [] value) {
    if (isStructured(headers)) {
      return new Malformed(
          "It is a CloudEvent in structured mode: send it in binary mode, attributes as ce_ headers");
    }
    if (!hasAnyAttribute(headers)) {
      return new NotAnEvent();
    }
    Optional<String> problem = problem(headers);
    return problem.isPresent() ? new Malformed(problem.get()) : parse(headers, value);
  }

  private static ReadEvent parse(Headers headers, byte @Nullable [] value) {
    try {
      return new Valid(KafkaMessageFactory.createReader(headers, value).toEvent());
    } catch (CloudEventRWException e) {
      return new Malformed(
          "A CloudEvents attribute has a value that its type does not allow (" + e.getKind() + ")");
    } catch (IllegalArgumentException | IllegalStateException | NullPointerException e) {
      // The SDK checks some attributes by the JDK's own parsers and builders.
      return new Malformed(
          "A CloudEvents attribute cannot be read (" + e.getClass().getSimpleName() + ")");
    }
  }

  private static Optional<String> problem(Headers headers) {
    String version = text(headers, "ce_specversion");
    if (!SpecVersion.V1.toString().equals(version)) {
      return Optional.of("The header ce_specversion must be 1.0");
    }
    return REQUIRED.stream()
        .filter(name -> text(headers, name).isBlank())
        .findFirst()
        .map(name -> "The header " + name + " is missing or empty");
  }

  private static boolean hasAnyAttribute(Headers headers) {
    for (Header header : headers) {
      if (header.key().startsWith(PREFIX)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isStructured(Headers headers) {
    return text(headers, "content-type").startsWith("application/cloudevents");
  }

  private static String text(Headers headers, String name) {
    @Nullable Header header = headers.lastHeader(name);
    return header == null || header.value() == null
        ? ""
        : new String(header.value(), StandardCharsets.UTF_8);
  }
}
