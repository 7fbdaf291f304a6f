package io.m1bridge.edm.stream;

import com.fasterxml.jackson.databind.ObjectReader;
import io.m1bridge.contracts.AccountDescriptor;
import io.m1bridge.contracts.ContractJson;
import io.m1bridge.edm.poll.PollEnvironment;
import io.m1bridge.edm.poll.PollTask;
import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import io.m1bridge.m1.AccountId;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owns the accounts of one partition: reads their descriptors, and polls for them several times a
 * second. State and published events commit in one transaction, since both happen here.
 */
final class PollProcessor implements Processor<String, byte[], String, byte[]> {

  private static final Logger LOG = LoggerFactory.getLogger(PollProcessor.class);
  private static final ObjectReader DESCRIPTORS =
      ContractJson.mapper().readerFor(AccountDescriptor.class);

  private final PollEnvironment environment;
  private final PollBoard board;
  private final int maxEventBytes;
  private @Nullable Running running;

  PollProcessor(PollEnvironment environment, PollBoard board, int maxEventBytes) {
    this.environment = environment;
    this.board = board;
    this.maxEventBytes = maxEventBytes;
  }

  private record Running(String taskId, PollTask task, StreamCalls calls) {}

  @Override
  public void init(ProcessorContext<String, byte[]> context) {
    StreamCalls calls = new StreamCalls();
    PollTask task =
        new PollTask(
            environment,
            calls,
            new EdmStores(context),
            new StreamOutput(context, environment.clock(), maxEventBytes));
    running = new Running(context.taskId().toString(), task, calls);
    // All tasks of a thread tick together, which leaves it longer runs of records between.
    context.schedule(
        Instant.EPOCH,
        environment.settings().tick(),
        PunctuationType.WALL_CLOCK_TIME,
        at -> tick());
  }

  @Override
  public void process(Record<String, byte[]> record) {
    byte @Nullable [] value = record.value();
    if (value == null) {
      running().task().account(record.key(), null);
      return;
    }
    descriptor(value)
        .ifPresentOrElse(
            descriptor -> running().task().account(record.key(), descriptor),
            // What others write must not stop the partition. A later version may write a state that
            // this one does not know; the account stays as it was.
            () ->
                LogLine.error(LOG)
                    .with(
                        LogKey.ACCOUNT_ID,
                        Optional.ofNullable(record.key())
                            .filter(AccountId::isValid)
                            .orElse("invalid"))
                    .say("An account descriptor cannot be read and is left out"));
  }

  private static Optional<AccountDescriptor> descriptor(byte[] value) {
    try {
      return Optional.ofNullable(DESCRIPTORS.<AccountDescriptor>readValue(value))
          .filter(read -> read.state() != null);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    Running closing = running;
    if (closing != null) {
      closing.calls().close();
      closing.task().close();
      board.remove(closing.taskId());
      running = null;
    }
  }

  private void tick() {
    Running now = running();
    now.calls().drain();
    now.task().tick();
    board.show(now.taskId(), now.task().status());
  }

  private Running running() {
    Running now = running;
    if (now == null) {
      throw new IllegalStateException("The processor is not initialized");
    }
    return now;
  }
}
