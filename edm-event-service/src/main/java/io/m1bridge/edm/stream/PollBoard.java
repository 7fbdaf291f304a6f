package io.m1bridge.edm.stream;

import io.m1bridge.edm.poll.AccountStatus;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What this process's tasks last told about their accounts, for REST, page and gauges. Local: with
 * several replicas each knows its own accounts.
 */
public final class PollBoard {

  private final Map<String, List<AccountStatus>> byTask = new ConcurrentHashMap<>();

  void show(String task, List<AccountStatus> accounts) {
    byTask.put(task, accounts);
  }

  void remove(String task) {
    byTask.remove(task);
  }

  /** All accounts owned here, by id. */
  public List<AccountStatus> accounts() {
    return byTask.values().stream()
        .flatMap(List::stream)
        .sorted(Comparator.comparing((AccountStatus account) -> account.descriptor().account()))
        .toList();
  }
}
