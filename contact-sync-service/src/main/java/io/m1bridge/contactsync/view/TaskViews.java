package io.m1bridge.contactsync.view;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** What the tasks of this process last said about their accounts. Safe for several threads. */
public final class TaskViews {

  private final Map<String, List<AccountView>> byTask = new ConcurrentHashMap<>();
  private final Map<String, List<AccountView>> ended = new ConcurrentHashMap<>();
  private final AtomicLong settledBefore = new AtomicLong();
  private final QueueHistory history = new QueueHistory();

  /**
   * @param taskId as Kafka Streams names it: it ends with an underscore and the partition
   */
  public void show(String taskId, List<AccountView> views, Instant now) {
    byTask.put(taskId, List.copyOf(views));
    history.add(views, now);
    ended.clear();
  }

  /** A task ended here; what it settled stays settled by this process. */
  public void forget(String taskId) {
    List<AccountView> last = byTask.remove(taskId);
    if (last != null) {
      settledBefore.addAndGet(last.stream().mapToLong(AccountView::settled).sum());
      ended.put(taskId, last);
      last.forEach(view -> history.forget(view.account()));
    }
  }

  /** How an account of this process fared in the last hour, as far as this process saw it. */
  public List<QueueHistory.Minute> lastHour(String account) {
    return history.of(account);
  }

  /** All accounts of this process. */
  public List<AccountView> all() {
    return byTask.values().stream().flatMap(Collection::stream).toList();
  }

  /**
   * The accounts of tasks that ended here since one last spoke. Kafka fences all tasks of a process
   * at once: what waits then is not nothing, though nobody counts it.
   */
  public List<AccountView> ended() {
    return ended.values().stream().flatMap(Collection::stream).toList();
  }

  /** An account of this process. */
  public Optional<AccountView> account(String id) {
    return byTask.values().stream()
        .flatMap(Collection::stream)
        .filter(view -> view.account().equals(id))
        .findFirst();
  }

  /** Whether a task of this process owns this partition and has said what it knows. */
  public boolean owns(int partition) {
    return byTask.keySet().stream().anyMatch(task -> task.endsWith("_" + partition));
  }

  /** Terminal results of tasks that ended here. */
  public long settledBefore() {
    return settledBefore.get();
  }
}
