package io.m1bridge.contactsync.delete;

import io.m1bridge.contactsync.call.Intent;
import io.m1bridge.contactsync.ledger.Ledger;
import io.m1bridge.m1.AccountId;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The delete jobs under way, on record; and which of them have a call under way. */
final class JobBook {

  static final String SECTION = "delete";

  private final Ledger.Section<DeleteJob> stored;
  private final Map<AccountId, Map<String, DeleteJob>> jobs = new LinkedHashMap<>();
  private final Set<String> busy = new HashSet<>();

  JobBook(Ledger ledger) {
    this.stored = ledger.section(SECTION, DeleteJob.class);
  }

  /** Finds the jobs of an earlier owner; those whose call may still land are busy. */
  void load(Collection<Intent> held) {
    stored.all().forEach(this::keep);
    for (Intent intent : held) {
      of(intent).ifPresent(job -> busy.add(job.id()));
    }
  }

  Set<AccountId> accounts() {
    return Set.copyOf(jobs.keySet());
  }

  /** The jobs of an account, oldest first. */
  List<DeleteJob> of(AccountId account) {
    return List.copyOf(jobs.getOrDefault(account, Map.of()).values());
  }

  /** The job that a recorded call belongs to: the call names its group. */
  Optional<DeleteJob> of(Intent intent) {
    return of(intent.account()).stream()
        .filter(job -> job.group().equals(intent.group()))
        .findFirst();
  }

  /** The job as it stands now. */
  DeleteJob now(DeleteJob earlier) {
    DeleteJob job = jobs.getOrDefault(earlier.account(), Map.of()).get(earlier.id());
    if (job == null) {
      throw new IllegalStateException("No delete job " + earlier.id());
    }
    return job;
  }

  /** A job that can take its next step. */
  Optional<DeleteJob> ready(AccountId account, Instant now, boolean mayMark) {
    return of(account).stream()
        .filter(job -> !busy.contains(job.id()) && !job.isWaiting(now))
        .filter(job -> mayMark || !(job.step() instanceof Marking))
        .findFirst();
  }

  void busy(DeleteJob job, boolean value) {
    if (value) {
      busy.add(job.id());
    } else {
      busy.remove(job.id());
    }
  }

  void put(DeleteJob job) {
    keep(job);
    stored.put(key(job), job);
  }

  /** Nothing is done for the job before this time, if there still is one. */
  void later(DeleteJob job, Instant notBefore) {
    DeleteJob now = jobs.getOrDefault(job.account(), Map.of()).get(job.id());
    if (now != null && notBefore.isAfter(now.pace().notBefore())) {
      put(now.paced(now.pace().later(notBefore)));
    }
  }

  void remove(DeleteJob job) {
    Map<String, DeleteJob> left = jobs.getOrDefault(job.account(), Map.of());
    left.remove(job.id());
    if (left.isEmpty()) {
      jobs.remove(job.account());
    }
    stored.remove(key(job));
  }

  private void keep(DeleteJob job) {
    jobs.computeIfAbsent(job.account(), account -> new LinkedHashMap<>()).put(job.id(), job);
  }

  private static String key(DeleteJob job) {
    return job.account() + "/" + job.id();
  }
}
