package io.m1bridge.edm.stream;

import io.m1bridge.edm.poll.AccountStatus;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * What this process's tasks last told about their accounts, for REST, page and gauges. Local: with
 * several replicas each knows its own accounts.
 */
public final class PollBoard {

  private final Map<String, List<AccountStatus>> byTask = new ConcurrentHashMap<>();
  private final Map<String, String> refills = new ConcurrentSkipListMap<>();

  void show(String task, List<AccountStatus> accounts) {
    byTask.put(task, accounts);
  }

  void remove(String task) {
    byTask.remove(task);
    refills.remove(task);
  }

  void refilling(String task, String progress) {
    refills.put(task, progress);
  }

  /** Or nobody waits for it. */
  void refilled(String task) {
    refills.remove(task);
  }

  /** What is not polled yet since its ledger is being refilled; null if no account is. */
  public @Nullable String refilling() {
    return refills.isEmpty()
        ? null
        : refills.size()
            + " of the tasks here that have accounts have an empty ledger, which is refilled from edm.engagement"
            + " before they poll: "
            + refills.values().iterator().next();
  }

  /** Whether a task of this process owns this partition and has told what it knows. */
  public boolean owns(int partition) {
    return byTask.keySet().stream().anyMatch(task -> task.endsWith("_" + partition));
  }

  /** An account owned here. */
  public Optional<AccountStatus> account(String id) {
    return byTask.values().stream()
        .flatMap(List::stream)
        .filter(account -> account.descriptor().account().equals(id))
        .findFirst();
  }

  /** All accounts owned here, by id. */
  public List<AccountStatus> accounts() {
    return byTask.values().stream()
        .flatMap(List::stream)
        .sorted(Comparator.comparing((AccountStatus account) -> account.descriptor().account()))
        .toList();
  }
}
