package io.m1bridge.contactsync.task;

import io.m1bridge.contactsync.change.ChangeParser;
import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.result.Outbound;
import io.m1bridge.contactsync.result.ResultPublisher;
import io.m1bridge.contactsync.view.TaskViews;
import io.m1bridge.contracts.AccountDescriptor;
import io.m1bridge.kafka.serde.JsonSerde;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The sync task as Kafka Streams runs it. Three topics meet here, partitioned alike by account:
 * changes, accounts, and the intents that this very task wrote, which come back once their
 * transaction is committed.
 */
final class SyncProcessor implements Processor<byte[], byte[], byte[], Outbound> {

  private static final Deserializer<AccountDescriptor> ACCOUNT =
      JsonSerde.of(AccountDescriptor.class).deserializer();

  private final TaskSettings settings;
  private final SyncTask.World world;
  private final SyncTopics topics;
  private final ChangeParser parser;
  private final TaskViews views;
  private @Nullable SyncTask task;
  private String taskId = "";
  private Supplier<String> topicOf = () -> "";

  SyncProcessor(
      TaskSettings settings,
      SyncTask.World world,
      SyncTopics topics,
      ChangeParser parser,
      TaskViews views) {
    this.settings = settings;
    this.world = world;
    this.topics = topics;
    this.parser = parser;
    this.views = views;
  }

  @Override
  public void init(ProcessorContext<byte[], Outbound> context) {
    taskId = context.taskId().toString();
    KeyValueStore<String, ContactState> contacts = context.getStateStore(SyncTopology.CONTACTS);
    KeyValueStore<String, byte[]> ledger = context.getStateStore(SyncTopology.LEDGER);
    ResultPublisher emitter = new ResultPublisher(context::forward, world.clock(), world.meter());
    SyncTask made = new SyncTask(settings, world, contacts, ledger, emitter);
    made.load();
    task = made;
    context.schedule(
        settings.tick(),
        PunctuationType.WALL_CLOCK_TIME,
        now -> {
          made.tick();
          views.show(taskId, made.views());
        });
    topicOf = () -> context.recordMetadata().orElseThrow().topic();
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    SyncTask at = task;
    if (at == null) {
      throw new IllegalStateException("A record came before the task was made");
    }
    String topic = topicOf.get();
    if (topic.equals(topics.intents())) {
      at.committed(new String(record.value(), StandardCharsets.UTF_8));
    } else if (topic.equals(topics.accounts())) {
      String id = new String(record.key(), StandardCharsets.UTF_8);
      byte[] value = record.value();
      at.account(id, value == null ? null : ACCOUNT.deserialize(topic, value));
    } else {
      at.change(RoutedRecord.read(record), parser);
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
