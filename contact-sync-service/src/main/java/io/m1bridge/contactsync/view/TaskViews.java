package io.m1bridge.contactsync.view;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What the tasks of this process last said about their accounts. Safe for several threads. */
public final class TaskViews {

  private final Map<String, List<AccountView>> byTask = new ConcurrentHashMap<>();

  public void show(String taskId, List<AccountView> views) {
    byTask.put(taskId, List.copyOf(views));
  }

  public void forget(String taskId) {
    byTask.remove(taskId);
  }

  /** All accounts of this process. */
  public List<AccountView> all() {
    return byTask.values().stream().flatMap(Collection::stream).toList();
  }
}
