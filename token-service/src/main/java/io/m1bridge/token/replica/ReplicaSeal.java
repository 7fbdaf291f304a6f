package io.m1bridge.token.replica;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.m1bridge.token.secret.Keyset;
import io.m1bridge.token.secret.Keyset.UnreadableSecret;
import io.m1bridge.token.secret.Keyset.Why;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * A question from one replica to another, encrypted with the shared keyset: whoever can write one
 * is a replica. It is good for {@link #LIFE}, and for one purpose only.
 *
 * @param <T> what is asked: a record, which must have no component {@code at}
 */
public final class ReplicaSeal<T> {

  /** So old a question may be, by clocks that may differ. */
  public static final Duration LIFE = Duration.ofMinutes(1);

  private static final String AT = "at";

  private final Keyset keyset;
  private final Clock clock;
  private final String purpose;
  private final Class<T> type;
  private final ObjectMapper json =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(
              SerializationFeature.WRITE_DATES_AS_TIMESTAMPS,
              SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  /**
   * @param purpose to which the encryption is bound
   */
  public ReplicaSeal(Keyset keyset, Clock clock, String purpose, Class<T> type) {
    this.keyset = keyset;
    this.clock = clock;
    this.purpose = purpose;
    this.type = type;
  }

  /** The question as it may travel. */
  public byte[] close(T question) {
    try {
      ObjectNode letter = json.valueToTree(question);
      letter.set(AT, json.valueToTree(clock.instant()));
      return keyset.encrypt(json.writeValueAsBytes(letter), purpose);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A question to another replica cannot be written", e);
    }
  }

  /**
   * What is asked.
   *
   * @throws UnreadableSecret if no replica of these minutes wrote it
   */
  public T open(byte[] sealed) throws UnreadableSecret {
    try {
      JsonNode letter = json.readTree(keyset.decrypt(sealed, purpose));
      Instant at = json.treeToValue(letter.path(AT), Instant.class);
      T question = json.treeToValue(letter, type);
      if (at == null || question == null) {
        throw new UnreadableSecret(Why.UNKNOWN_FORM, "it asks nothing");
      }
      if (Duration.between(at, clock.instant()).abs().compareTo(LIFE) > 0) {
        throw new UnreadableSecret(Why.UNKNOWN_FORM, "it is too old");
      }
      return question;
    } catch (IOException e) {
      throw new UnreadableSecret(Why.UNKNOWN_FORM, "it asks nothing");
    }
  }
}
