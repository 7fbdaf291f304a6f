package io.m1bridge.contactsync.task;

import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.result.Beat;
import io.m1bridge.contactsync.result.Outbound;
import io.m1bridge.contactsync.result.ResultPublisher;
import io.m1bridge.contactsync.source.Sources;
import io.m1bridge.contactsync.view.TaskViews;
import io.m1bridge.contracts.AccountPartitioner;
import io.m1bridge.m1.AccountId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * The sync task as Kafka Streams runs it. Five topics meet here, partitioned alike by account:
 * changes, accounts, commands, suppressions, and the intents that this very task wrote, which come
 * back once their transaction is committed.
 */
final class SyncProcessor implements Processor<byte[], byte[], byte[], Outbound> {

  private final TaskSettings settings;
  private final TaskEnvironment environment;
  private final SyncTopics topics;
  private final Sources sources;
  private final TaskViews views;
  private @Nullable SyncTask task;
  private String taskId = "";
  private int partition;
  private Supplier<String> topicOf = () -> "";

  SyncProcessor(
      TaskSettings settings,
      TaskEnvironment environment,
      SyncTopics topics,
      Sources sources,
      TaskViews views) {
    this.settings = settings;
    this.environment = environment;
    this.topics = topics;
    this.sources = sources;
    this.views = views;
  }

  @Override
  public void init(ProcessorContext<byte[], Outbound> context) {
    taskId = context.taskId().toString();
    partition = context.taskId().partition();
    TaskStores stores =
        new TaskStores(
            context.getStateStore(SyncTopology.CONTACTS),
            context.getStateStore(SyncTopology.ORIGINALS),
            context.getStateStore(SyncTopology.LEDGER));
    ResultPublisher results =
        new ResultPublisher(
            record -> forward(context, record),
            environment.clock(),
            environment.meter(),
            environment.traces());
    SyncTask made = new SyncTask(settings, environment, partition, stores, results);
    made.load();
    task = made;
    // All tasks of a thread tick together. Streams processes few records at once after a tick, more
    // from one look at the tasks to the next: with 24 tasks that tick one after the other it never
    // got beyond five, and a quarter of a backlog's CPU went into looking.
    context.schedule(
        Instant.EPOCH,
        settings.tick(),
        PunctuationType.WALL_CLOCK_TIME,
        now -> {
          made.tick();
          views.show(taskId, made.views(), Instant.ofEpochMilli(now));
        });
    topicOf = () -> context.recordMetadata().orElseThrow().topic();
  }

  /** A call waits until its intent is committed: it need not wait for the next regular commit. */
  static void forward(ProcessorContext<byte[], Outbound> context, Record<byte[], Outbound> record) {
    context.forward(record);
    if (record.value().to() == Outbound.To.INTENTS) {
      context.commit();
    }
  }

  /** What is empty and comes with the changes is a {@link Beat}. */
  @Override
  public void process(Record<byte[], byte[]> record) {
    SyncTask at = task;
    if (at == null) {
      throw new IllegalStateException("A record came before the task was made");
    }
    String topic = topicOf.get();
    if (topic.equals(topics.intents())) {
      committed(at, record.value());
    } else if (topic.equals(topics.accounts())) {
      OwnerRecords.account(record, at);
    } else if (topic.equals(topics.commands())) {
      OwnerRecords.command(record, at, sources);
    } else if (topic.equals(topics.suppressions())) {
      OwnerRecords.suppression(record, at, this::isOwner);
    } else if (record.value().length > 0) {
      RoutedRecord change = RoutedRecord.read(record.value());
      ContactKey contact = ContactKey.parse(new String(record.key(), StandardCharsets.UTF_8));
      at.change(contact, change, sources.reader(change.source().topic()));
    }
  }

  private boolean isOwner(AccountId id) {
    return AccountPartitioner.partition(id.value(), topics.partitions()) == partition;
  }

  /** An id that is not ours, or none, names no call that was planned. */
  private static void committed(SyncTask task, byte @Nullable [] callId) {
    if (callId != null) {
      task.committed(new String(callId, StandardCharsets.UTF_8));
    }
  }

  @Override
  public void close() {
    views.forget(taskId);
    if (task != null) {
      task.close();
    }
  }
}
