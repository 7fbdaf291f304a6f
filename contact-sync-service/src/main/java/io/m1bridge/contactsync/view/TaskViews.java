package io.m1bridge.contactsync.view;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** What the tasks of this process last said about their accounts. Safe for several threads. */
public final class TaskViews {

  private final Map<String, List<AccountView>> byTask = new ConcurrentHashMap<>();
  private final AtomicLong settledBefore = new AtomicLong();

  public void show(String taskId, List<AccountView> views) {
    byTask.put(taskId, List.copyOf(views));
  }

  /** A task ended here; what it settled stays settled by this process. */
  public void forget(String taskId) {
    List<AccountView> last = byTask.remove(taskId);
    if (last != null) {
      settledBefore.addAndGet(last.stream().mapToLong(AccountView::settled).sum());
    }
  }

  /** All accounts of this process. */
  public List<AccountView> all() {
    return byTask.values().stream().flatMap(Collection::stream).toList();
  }

  /** Terminal results of tasks that ended here. */
  public long settledBefore() {
    return settledBefore.get();
  }
}
