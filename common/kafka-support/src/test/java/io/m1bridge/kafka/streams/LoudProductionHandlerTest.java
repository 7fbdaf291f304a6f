package io.m1bridge.kafka.streams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProductionExceptionHandler.Result;
import org.apache.kafka.streams.errors.ProductionExceptionHandler.SerializationExceptionOrigin;
import org.apache.kafka.streams.processor.TaskId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoudProductionHandlerTest {

  private static final String CONTENT = "wang@example.com";

  private final LoudProductionHandler handler = new LoudProductionHandler();
  private final Logger logger = Logger.getLogger(LoudProductionHandler.class.getName());
  private final Lines lines = new Lines();
  private final Step step = new Step("landing", new TaskId(0, 7));
  private final ProducerRecord<byte[], byte[]> refused =
      new ProducerRecord<>("contact-sync.results", new byte[3], CONTENT.getBytes(UTF_8));

  @BeforeEach
  void listen() {
    logger.addHandler(lines);
  }

  @AfterEach
  void stopListening() {
    logger.removeHandler(lines);
  }

  @Test
  void shouldFailAndNameStepTopicAndSizesOfWhatCannotBeWritten() {
    Result result =
        handler.handleError(step, refused, new RecordTooLargeException(CONTENT)).result();

    assertThat(result).isEqualTo(Result.FAIL);
    assertThat(lines.text())
        .contains("step=landing taskId=0_7 topicName=contact-sync.results keyBytes=3 valueBytes=16")
        .contains("failure=RecordTooLargeException")
        .contains("max.message.bytes")
        .doesNotContain(CONTENT);
  }

  @Test
  void shouldCountNothingForTombstones() {
    ProducerRecord<byte[], byte[]> tombstone = new ProducerRecord<>("t", null, null);

    handler.handleError(step, tombstone, new RecordTooLargeException(CONTENT));

    assertThat(lines.text()).contains("keyBytes=0 valueBytes=0");
  }

  @Test
  void shouldTryAgainWhatMayWorkTheNextTime() {
    Result result = handler.handleError(step, refused, new TimeoutException("late")).result();

    assertThat(result).isEqualTo(Result.RETRY);
    assertThat(lines.text()).isEmpty();
  }

  @Test
  void shouldFailWhatCannotBeSerializedWithoutItsContent() {
    Result result =
        handler
            .handleSerializationError(
                step,
                new ProducerRecord<>("t", "key", CONTENT),
                new SerializationException(CONTENT),
                SerializationExceptionOrigin.VALUE)
            .result();

    assertThat(result).isEqualTo(Result.FAIL);
    assertThat(lines.text())
        .contains("VALUE", "step=landing", "topicName=t", "failure=SerializationException")
        .doesNotContain(CONTENT);
  }

  /** What is logged, as text. */
  private static final class Lines extends Handler {
    private final List<String> lines = new ArrayList<>();
    private final SimpleFormatter formatter = new SimpleFormatter();

    String text() {
      return String.join("\n", lines);
    }

    @Override
    public void publish(LogRecord record) {
      lines.add(formatter.format(record));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  /** The step that wrote the record. */
  private record Step(String processorNodeId, TaskId taskId) implements ErrorHandlerContext {

    @Override
    public String topic() {
      return "crm.contact-changes";
    }

    @Override
    public int partition() {
      return taskId.partition();
    }

    @Override
    public long offset() {
      return 0;
    }

    @Override
    public Headers headers() {
      return new RecordHeaders();
    }

    @Override
    public long timestamp() {
      return 0;
    }

    @Override
    public byte[] sourceRawKey() {
      return new byte[0];
    }

    @Override
    public byte[] sourceRawValue() {
      return new byte[0];
    }
  }
}
