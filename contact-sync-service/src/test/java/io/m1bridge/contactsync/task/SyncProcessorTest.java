package io.m1bridge.contactsync.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.result.Outbound;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

class SyncProcessorTest {

  @Test
  void shouldAskForACommitWhereACallWaitsForIt() {
    MockProcessorContext<byte[], Outbound> context = new MockProcessorContext<>();

    SyncProcessor.forward(context, record(Outbound.To.RESULTS));
    assertThat(context.committed()).isFalse();

    SyncProcessor.forward(context, record(Outbound.To.INTENTS));
    assertThat(context.committed()).isTrue();
    assertThat(context.forwarded()).hasSize(2);
  }

  private static Record<byte[], Outbound> record(Outbound.To to) {
    return new Record<>(new byte[0], new Outbound(to, new byte[0]), 0);
  }
}
