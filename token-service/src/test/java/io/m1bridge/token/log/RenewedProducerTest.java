package io.m1bridge.token.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class RenewedProducerTest {

  private final List<MockProducer<String, byte[]>> made = new ArrayList<>();
  private final List<Exception> failures = new ArrayList<>();
  private final RenewedProducer producer = new RenewedProducer(this::make);

  @Test
  void shouldBeMadeWithTheFirstRecordAndKeptWhileItWorks() {
    assertThat(made).isEmpty();

    send();
    made.get(0).completeNext();
    send();
    made.get(0).errorNext(new TimeoutException("late"));
    send();

    assertThat(made).hasSize(1);
    assertThat(failures).hasSize(1);
  }

  @Test
  void shouldBeMadeAnewAfterAFailureThatItDoesNotGetOver() {
    send();
    made.get(0).errorNext(new SaslAuthenticationException("password"));
    assertThat(made.get(0).closed()).isTrue();

    send();

    assertThat(made).hasSize(2);
    assertThat(made.get(1).history()).hasSize(1);
    assertThat(failures).hasSize(1);
  }

  @Test
  void shouldTellOfOneThatTakesNothing() {
    send();
    made.get(0).sendException = new KafkaException("failed before");

    send();
    send();

    assertThat(failures).hasSize(1);
    assertThat(made).hasSize(2);
  }

  private void send() {
    producer.send(new ProducerRecord<>("topic", "key", new byte[0]), failures::add);
  }

  private MockProducer<String, byte[]> make() {
    MockProducer<String, byte[]> fresh =
        new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer());
    made.add(fresh);
    return fresh;
  }
}
