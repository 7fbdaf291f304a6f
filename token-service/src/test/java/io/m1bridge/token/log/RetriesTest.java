package io.m1bridge.token.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class RetriesTest {

  private final Retries retries = new Retries();

  @Test
  void shouldTellOfAFailureOnceUntilSomethingHasWorked() {
    assertThat(retries.isNews(new TimeoutException("late"))).isTrue();
    assertThat(retries.isNews(new TimeoutException("late again"))).isFalse();
    assertThat(retries.isNews(new KafkaException("something else"))).isTrue();

    retries.worked();

    assertThat(retries.isNews(new KafkaException("something else"))).isTrue();
  }

  @Test
  void shouldLeaveARefusedLoginToOthersAndTryItMoreSlowly() {
    KafkaException refused = new KafkaException(new SaslAuthenticationException("password"));

    assertThat(retries.isNews(refused)).isFalse();
    assertThat(Retries.pause(refused)).isGreaterThan(Retries.pause(new TimeoutException("late")));
  }
}
