package io.m1bridge.kafka.hold;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HeldPartitionsTest {

  private static final TopicPartition A = new TopicPartition("rows", 0);
  private static final TopicPartition B = new TopicPartition("rows", 1);

  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
  private final Set<Byte> closedFor = new HashSet<>();
  private final HeldPartitions held =
      new HeldPartitions(record -> !closedFor.contains(record.value()[0]), new Plain(consumer));

  @BeforeEach
  void assign() {
    consumer.assign(List.of(A, B));
    consumer.updateBeginningOffsets(Map.of(A, 0L, B, 0L));
  }

  @Test
  void shouldHoldARecordAndAllBehindItAndNoOtherPartition() {
    closedFor.add((byte) 7);
    write(A, 0, 1);
    write(A, 1, 7);
    write(A, 2, 2);
    write(B, 0, 3);

    ConsumerRecords<byte[], byte[]> read = poll();

    assertThat(values(read)).containsExactlyInAnyOrder(1, 3);
    assertThat(read.nextOffsets().get(A).offset()).as("what may be committed").isEqualTo(1);
    assertThat(consumer.position(A)).isEqualTo(1);
    assertThat(consumer.paused()).containsExactly(A);
    assertThat(values(poll())).isEmpty();
  }

  @Test
  void shouldGoOnWithTheHeldRecord() {
    closedFor.add((byte) 7);
    write(A, 0, 7);
    write(A, 1, 2);
    assertThat(values(poll())).isEmpty();

    closedFor.clear();
    held.release();
    // The mock keeps what it gave once, as a broker does not.
    write(A, 0, 7);
    write(A, 1, 2);

    assertThat(consumer.paused()).isEmpty();
    assertThat(values(poll())).containsExactly(7, 2);
  }

  @Test
  void shouldGiveOnWhatIsWholeAsItIs() {
    write(A, 0, 1);
    ConsumerRecords<byte[], byte[]> read = consumer.poll(Duration.ZERO);

    assertThat(held.pass(read)).isSameAs(read);
  }

  @Test
  void shouldNotResumeWhatItsUserPaused() {
    closedFor.add((byte) 7);
    write(A, 0, 7);
    poll();
    held.pausedByUser(Set.of(A));

    closedFor.clear();
    held.release();
    assertThat(consumer.paused()).containsExactly(A);
    held.resumedByUser(Set.of(A));
    assertThat(consumer.paused()).isEmpty();
  }

  @Test
  void shouldNotReadOnWhereItsUserResumes() {
    closedFor.add((byte) 7);
    write(A, 0, 7);
    poll();

    held.pausedByUser(Set.of(A, B));
    held.resumedByUser(Set.of(A, B));
    assertThat(consumer.paused()).containsExactly(A);
  }

  @Test
  void shouldForgetPartitionsThatAreSomebodyElsesNow() {
    closedFor.add((byte) 7);
    write(A, 0, 7);
    poll();

    consumer.assign(List.of(B));
    held.release();
    consumer.assign(List.of(A, B));
    held.resumedByUser(Set.of(A));

    assertThat(consumer.paused()).as("whoever has it now reads it from where it stands").isEmpty();
  }

  private ConsumerRecords<byte[], byte[]> poll() {
    held.release();
    return held.pass(consumer.poll(Duration.ZERO));
  }

  private void write(TopicPartition partition, long offset, int value) {
    consumer.addRecord(
        new ConsumerRecord<>(
            partition.topic(), partition.partition(), offset, null, new byte[] {(byte) value}));
  }

  private static List<Integer> values(ConsumerRecords<byte[], byte[]> records) {
    return StreamSupport.stream(records.spliterator(), false)
        .map(record -> (int) record.value()[0])
        .toList();
  }

  private record Plain(MockConsumer<byte[], byte[]> consumer) implements HeldPartitions.Reading {
    @Override
    public Set<TopicPartition> assignment() {
      return consumer.assignment();
    }

    @Override
    public void pause(Collection<TopicPartition> partitions) {
      consumer.pause(partitions);
    }

    @Override
    public void resume(Collection<TopicPartition> partitions) {
      consumer.resume(partitions);
    }

    @Override
    public void seek(TopicPartition partition, OffsetAndMetadata to) {
      consumer.seek(partition, to);
    }
  }
}
