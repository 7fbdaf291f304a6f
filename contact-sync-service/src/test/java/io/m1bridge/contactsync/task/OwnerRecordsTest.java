package io.m1bridge.contactsync.task;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m1bridge.contactsync.contact.AddMerge;
import io.m1bridge.testkit.m1.FakeM1;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.apache.kafka.streams.errors.TaskMigratedException;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;

class OwnerRecordsTest {

  private static final String DEMO =
      "{\"account\":\"demo\",\"plan\":\"gold\",\"callsPerHour\":2000,\"state\":\"authorized\","
          + "\"incarnation\":1,\"updatedAt\":\"2026-01-01T00:00:00Z\"}";

  private final TaskOverMemory world = new TaskOverMemory(new FakeM1(), AddMerge.UNKNOWN, 3) {};
  private boolean isFenced;
  private final SyncTask task = world.begin(stores());

  private TaskStores stores() {
    TaskStores kept = world.stores.stores();
    return new TaskStores(kept.contacts(), kept.originals(), fenced(kept.ledger()));
  }

  @SuppressWarnings("unchecked") // the same types as of what it stands before
  private KeyValueStore<String, byte[]> fenced(KeyValueStore<String, byte[]> kept) {
    return (KeyValueStore<String, byte[]>)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {KeyValueStore.class},
            (proxy, method, arguments) -> {
              if (isFenced && method.getName().equals("put")) {
                throw new TaskMigratedException("another replica has the task");
              }
              try {
                return method.invoke(kept, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private void account(String value) {
    OwnerRecords.account(new Record<>("demo".getBytes(UTF_8), value.getBytes(UTF_8), 0), task);
  }

  /** Kafka Streams has to see them: a task that goes on without its store is wrong for good. */
  @Test
  void shouldNotTakeTheTasksOwnTroubleForARecordThatCannotBeRead() {
    isFenced = true;

    assertThatThrownBy(() -> account(DEMO)).isInstanceOf(TaskMigratedException.class);
  }

  @Test
  void shouldLeaveOutWhatCannotBeRead() {
    isFenced = true;

    assertThatCode(() -> account("[]")).doesNotThrowAnyException();
    assertThatCode(() -> account("{}")).doesNotThrowAnyException();
  }
}
