package io.m1bridge.edm.stream;

import com.fasterxml.jackson.databind.ObjectReader;
import io.m1bridge.contracts.AccountDescriptor;
import io.m1bridge.contracts.Command;
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
 * Owns the accounts of one partition: reads their descriptors and what people command, and polls
 * for them several times a second. State and published events commit in one transaction, since both
 * happen here.
 */
final class PollProcessor implements Processor<String, byte[], String, byte[]> {

  private static final Logger LOG = LoggerFactory.getLogger(PollProcessor.class);
  private static final ObjectReader DESCRIPTORS =
      ContractJson.mapper().readerFor(AccountDescriptor.class);

  private final PollEnvironment environment;
  private final PollBoard board;
  private final History history;
  private final EdmTopics topics;
  private final EventForm form;
  private @Nullable Running running;
  private @Nullable TaskRefill refill;
  private @Nullable TaskRestore restore;

  /**
   * @param topics that of commands tells them from accounts
   */
  PollProcessor(
      PollEnvironment environment,
      PollBoard board,
      History history,
      EdmTopics topics,
      EventForm form) {
    this.environment = environment;
    this.board = board;
    this.history = history;
    this.topics = topics;
    this.form = form;
  }

  private record Running(
      ProcessorContext<String, byte[]> context,
      PollTask task,
      StreamCalls calls,
      EdmStores stores,
      StreamOutput output) {

    String taskId() {
      return context.taskId().toString();
    }

    boolean isReading(String topic) {
      return context.recordMetadata().filter(at -> at.topic().equals(topic)).isPresent();
    }
  }

  private Running run(
      ProcessorContext<String, byte[]> context, EdmStores stores, StreamOutput output) {
    StreamCalls calls = new StreamCalls();
    return new Running(
        context, new PollTask(environment, calls, stores, output), calls, stores, output);
  }

  @Override
  public void init(ProcessorContext<String, byte[]> context) {
    EdmStores stores = new EdmStores(context);
    StreamOutput output =
        new StreamOutput(context, environment.clock(), form, topics.byAction().keySet());
    running = run(context, stores, output);
    restore =
        new TaskRestore(
            history,
            context.taskId().partition(),
            environment.clock(),
            environment.settings().fullReadPause());
    if (!stores.ledgerState().isWhole()) {
      TaskRefill begun =
          new TaskRefill(stores, history.read(context.taskId().partition()), environment.clock());
      refill = begun;
      board.refilling(running.taskId(), begun.progress());
    }
    // All tasks of a thread tick together, which leaves it longer runs of records between.
    context.schedule(
        Instant.EPOCH,
        environment.settings().tick(),
        PunctuationType.WALL_CLOCK_TIME,
        at -> tick());
  }

  @Override
  public void process(Record<String, byte[]> record) {
    if (running().isReading(topics.commands().name())) {
      PeoplesCommands.read(record).ifPresent(command -> command(record.key(), command));
      return;
    }
    if (refill != null) {
      refill.seen(record.key());
    }
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

  private void command(String key, Command command) {
    if (refill == null) {
      running().task().command(key, command);
    } else {
      refill.keep(key, command);
    }
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
    if (refill != null) {
      refill.close();
      refill = null;
    }
    if (restore != null) {
      restore.close();
      restore = null;
    }
  }

  private void tick() {
    if (refill != null && !refilled(refill)) {
      return;
    }
    Running now = running();
    now.calls().drain();
    now.task().tick();
    if (restore != null) {
      restore.advance(now.task());
    }
    board.show(now.taskId(), now.task().status());
  }

  /**
   * Accounts are taken up meanwhile, and begun anew with what the refill brought. Returns whether
   * that was all.
   */
  private boolean refilled(TaskRefill under) {
    Running now = running();
    if (!under.advance()) {
      if (under.isAwaited()) {
        board.refilling(now.taskId(), under.progress());
      } else {
        board.refilled(now.taskId());
      }
      return false;
    }
    refill = null;
    board.refilled(now.taskId());
    now.task().close();
    Running anew = run(now.context(), now.stores(), now.output());
    running = anew;
    under.forgotten().forEach(account -> anew.task().account(account.account(), account));
    under.commands().forEach(kept -> anew.task().command(kept.key(), kept.command()));
    return true;
  }

  private Running running() {
    Running now = running;
    if (now == null) {
      throw new IllegalStateException("The processor is not initialized");
    }
    return now;
  }
}
