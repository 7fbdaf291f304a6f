package io.m1bridge.kafka.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailureKindTest {

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(new TopicAuthorizationException(Set.of("t")), FailureKind.DENIED),
        Arguments.of(new TransactionalIdAuthorizationException("t"), FailureKind.DENIED),
        Arguments.of(new SaslAuthenticationException("password"), FailureKind.DENIED),
        Arguments.of(new SslAuthenticationException("certificate"), FailureKind.DENIED),
        Arguments.of(new TimeoutException("late"), FailureKind.WEATHER),
        Arguments.of(new ProducerFencedException("stalled"), FailureKind.WEATHER),
        Arguments.of(new InvalidPidMappingException("expired"), FailureKind.WEATHER),
        Arguments.of(new RecordTooLargeException("large"), FailureKind.BUG),
        Arguments.of(new IllegalStateException("bug"), FailureKind.BUG));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void shouldLookBehindTheWrapping(RuntimeException cause, FailureKind kind) {
    assertThat(FailureKind.of(cause)).isEqualTo(kind);
    assertThat(FailureKind.of(new StreamsException("task 0_1", new StreamsException(cause))))
        .isEqualTo(kind);
  }
}
