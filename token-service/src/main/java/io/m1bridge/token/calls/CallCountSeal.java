package io.m1bridge.token.calls;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.m1bridge.token.secret.Keyset;
import io.m1bridge.token.secret.Keyset.UnreadableSecret;
import io.m1bridge.token.secret.Keyset.Why;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A question from one replica to another, encrypted with the shared keyset: whoever can write one
 * is a replica. It is good for a minute, for reading counts only.
 */
final class CallCountSeal {

  static final Duration LIFE = Duration.ofMinutes(1);
  private static final String BOUND_TO = "call-counts";

  private final Keyset keyset;
  private final Clock clock;
  private final ObjectMapper json = JsonMapper.builder().addModule(new JavaTimeModule()).build();

  CallCountSeal(Keyset keyset, Clock clock) {
    this.keyset = keyset;
    this.clock = clock;
  }

  byte[] close(List<String> accounts) {
    try {
      return keyset.encrypt(
          json.writeValueAsBytes(new Question(clock.instant(), accounts)), BOUND_TO);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A list of account ids cannot be written", e);
    }
  }

  /**
   * The account ids asked about.
   *
   * @throws UnreadableSecret if no replica of these minutes wrote it
   */
  List<String> open(byte[] sealed) throws UnreadableSecret {
    try {
      Question question = json.readValue(keyset.decrypt(sealed, BOUND_TO), Question.class);
      if (Duration.between(question.at(), clock.instant()).abs().compareTo(LIFE) > 0) {
        throw new UnreadableSecret(Why.UNKNOWN_FORM, "it is too old");
      }
      return question.accounts();
    } catch (IOException e) {
      throw new UnreadableSecret(Why.UNKNOWN_FORM, "it asks nothing");
    }
  }

  record Question(Instant at, List<String> accounts) {}
}
