package io.m1bridge.contactsync.task;

import io.m1bridge.account.Permit;
import io.m1bridge.contactsync.account.AccountWork;
import io.m1bridge.contactsync.call.CallEnd;
import io.m1bridge.contactsync.call.CallIds;
import io.m1bridge.contactsync.call.Calls;
import io.m1bridge.contactsync.call.Intent;
import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.contact.Copy;
import io.m1bridge.contactsync.contact.OpenChange;
import io.m1bridge.contactsync.contact.Outcomes;
import io.m1bridge.contactsync.contact.SentRow;
import io.m1bridge.contactsync.contact.Work;
import io.m1bridge.contactsync.ledger.Ledger;
import io.m1bridge.contactsync.metric.TaskMeter;
import io.m1bridge.contactsync.store.ContactStore;
import io.m1bridge.contactsync.task.DeleteJob.Phase;
import io.m1bridge.contactsync.write.CallCompletion;
import io.m1bridge.contracts.SyncResult.Operation;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.Contact;
import io.m1bridge.m1.ContactField;
import io.m1bridge.m1.M1Answers;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Code;
import io.m1bridge.m1.M1Outcome;
import io.m1bridge.m1.OpType;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Runs the delete jobs, one per account. Each step that writes is on record like every call; the
 * job itself is on record too, so that it goes on after a restart where it was.
 */
final class DeleteJobs {

  private final ContactStore contacts;
  private final Ledger.Section<DeleteJob> stored;
  private final Calls calls;
  private final CallIds callIds;
  private final TaskMeter meter;
  private final Clock clock;
  private final int maxRows;
  private final Duration limitPause;
  private final CallCompletion landing;
  private final MarkedGroups groups;
  private final Map<AccountId, DeleteJob> jobs = new HashMap<>();
  private final Set<AccountId> busy = new LinkedHashSet<>();

  DeleteJobs(
      ContactStore contacts,
      Ledger ledger,
      Calls calls,
      CallIds callIds,
      TaskMeter meter,
      Clock clock,
      int maxRows,
      Duration limitPause,
      CallCompletion landing,
      MarkedGroups groups) {
    this.contacts = contacts;
    this.stored = ledger.section("job", DeleteJob.class);
    this.calls = calls;
    this.callIds = callIds;
    this.meter = meter;
    this.clock = clock;
    this.maxRows = maxRows;
    this.limitPause = limitPause;
    this.landing = landing;
    this.groups = groups;
  }

  /** Jobs that were under way; those with a call of unknown outcome wait until it is released. */
  void load(List<Intent> held) {
    stored.all().forEach(job -> jobs.put(job.account(), job));
    for (Intent intent : held) {
      if (intent.kind() == Intent.Kind.MARK || intent.kind() == Intent.Kind.DELETE) {
        busy.add(intent.account());
      }
    }
  }

  boolean hasJob(AccountId account) {
    return jobs.containsKey(account);
  }

  /** Whether the job's next step can be taken. */
  boolean isReady(AccountId account) {
    return hasJob(account) && !busy.contains(account);
  }

  Set<AccountId> accounts() {
    return Set.copyOf(jobs.keySet());
  }

  /** Makes a job of these contacts; whether there was anything to delete. */
  boolean start(AccountWork account, List<ContactKey> keys) {
    String id = callIds.next();
    List<SentRow> members = new ArrayList<>();
    Set<Long> ids = new LinkedHashSet<>();
    boolean allKnown = true;
    for (ContactKey key : keys) {
      ContactState before = contacts.get(key);
      if (!(contacts.work(before) instanceof Work.Delete delete)) {
        contacts.put(before, before);
        continue;
      }
      if (members.size() + delete.copies().size() > maxRows) {
        break;
      }
      for (Copy copy : delete.copies()) {
        members.add(new SentRow(key.key(), copy.email(), Map.of(), true));
        Long known = copy.m1Id();
        if (known == null) {
          allKnown = false;
        } else {
          ids.add(known);
        }
      }
      contacts.put(before, Outcomes.launched(before, id));
    }
    if (members.isEmpty()) {
      return false;
    }
    String group = "m1bridge-del-" + account.id() + "-" + id;
    Phase phase = allKnown ? Phase.DELETE : Phase.MARK;
    put(new DeleteJob(id, account.id(), members, group, phase, null, 1, allKnown ? ids : Set.of()));
    return true;
  }

  /** Takes the next step of an account's job. */
  void step(AccountWork account, Permit permit) {
    DeleteJob job = job(account.id());
    busy.add(account.id());
    account.dispatched();
    switch (job.phase()) {
      case MARK -> mark(account, job, permit);
      case LIST -> list(account, job, permit);
      case DELETE -> delete(account, job, permit);
    }
  }

  private void mark(AccountWork account, DeleteJob job, Permit permit) {
    List<Contact> rows =
        job.members().stream()
            .map(row -> Contact.of(Map.of(ContactField.EMAIL, row.email()), Map.of()))
            .toList();
    M1Call<?> call = new M1Call.AddContacts(rows, Optional.of(job.group()), OpType.MERGE);
    write(account, job, Intent.Kind.MARK, call, permit, end -> marked(account, end));
  }

  private void marked(AccountWork account, CallEnd end) {
    DeleteJob job = job(account.id());
    switch (verdict(account, job, Intent.Kind.MARK, end)) {
      case DONE -> {
        M1Answers.Added added = (M1Answers.Added) ((M1Outcome.Accepted<?>) made(end)).value();
        if (added.groupId().isPresent()) {
          put(job.marked(added.groupId().getAsLong()));
        } else {
          // Without the group's id nothing can be listed: begin again, with another group.
          cancel(job, "M1 named no group");
        }
      }
      case REFUSED -> split(job, code(end));
      case FULL -> cancel(job, "The account is full, and marking is an add: deletes wait");
      case AGAIN, HELD -> {}
    }
  }

  private void list(AccountWork account, DeleteJob job, Permit permit) {
    M1Call<?> call = new M1Call.ListContacts(List.of(groupId(job)), job.page(), M1Call.MAX_PAGE);
    calls.read(callIds.next(), call, permit, end -> listed(account, end));
  }

  private void listed(AccountWork account, CallEnd end) {
    meter.read("contact/all", end.label());
    account.completed(end, clock.instant());
    busy.remove(account.id());
    if (!(end instanceof CallEnd.Made made)
        || !(made.outcome() instanceof M1Outcome.Accepted<?> accepted)) {
      return;
    }
    DeleteJob job = job(account.id());
    M1Answers.Page<?> page = (M1Answers.Page<?>) accepted.value();
    Set<String> wanted =
        job.members().stream()
            .map(row -> ContactState.normalized(row.email()))
            .collect(Collectors.toSet());
    Set<Long> found = new LinkedHashSet<>();
    for (Object row : page.rows()) {
      Contact contact = (Contact) row;
      Optional<String> email = contact.get(ContactField.EMAIL).map(String::strip);
      // Only what was marked by this job goes; whatever else stands in the group stays.
      if (contact.id().isPresent()
          && email.isPresent()
          && wanted.contains(ContactState.normalized(email.get()))) {
        found.add(contact.id().getAsLong());
      }
    }
    boolean last = page.rows().isEmpty() || (long) job.page() * M1Call.MAX_PAGE >= page.total();
    DeleteJob next = job.listed(found, last);
    if (last && next.ids().isEmpty()) {
      finish(next, null);
    } else {
      put(next);
    }
  }

  private void delete(AccountWork account, DeleteJob job, Permit permit) {
    List<Long> ids = job.ids().stream().sorted().limit(M1Call.MAX_ROWS).toList();
    String callId = callIds.next();
    M1Call<?> call = new M1Call.DeleteContacts(ids);
    Intent intent = intent(account, callId, Intent.Kind.DELETE, job);
    calls.write(intent, call, permit, end -> deleted(account, ids, callId, end));
  }

  private void deleted(AccountWork account, List<Long> ids, String callId, CallEnd end) {
    DeleteJob job = job(account.id());
    switch (verdict(account, job, Intent.Kind.DELETE, end)) {
      case DONE -> {
        DeleteJob rest = job.withoutIds(ids);
        if (rest.ids().isEmpty()) {
          finish(rest, new OpenChange.Carrier(callId, Operation.DELETE, job.members().size()));
        } else {
          put(rest);
        }
      }
      case REFUSED -> split(job, code(end));
      case FULL -> cancel(job, "The account is full");
      case AGAIN, HELD -> {}
    }
  }

  /** A step of unknown outcome can no longer land: it is taken again. */
  void uncertain(AccountId account) {
    busy.remove(account);
  }

  private void finish(DeleteJob job, OpenChange.@Nullable Carrier by) {
    remove(job);
    byContact(job)
        .forEach(
            (key, rows) -> {
              ContactState before = contacts.get(key);
              ContactState after = before;
              for (SentRow row : rows) {
                after = Outcomes.deleted(after, row);
              }
              after = after.edit().suspect(null).lastProblem(null).done();
              boolean complete = after.desired() == null || by == null;
              landing.land(before, after, by, complete);
            });
  }

  private void cancel(DeleteJob job, String problem) {
    remove(job);
    byContact(job)
        .keySet()
        .forEach(
            key -> {
              ContactState before = contacts.get(key);
              landing.land(before, before.edit().lastProblem(problem).done(), null, false);
            });
  }

  private void split(DeleteJob job, Optional<M1Code> code) {
    remove(job);
    List<ContactKey> keys = List.copyOf(byContact(job).keySet());
    for (int i = 0; i < keys.size(); i++) {
      ContactState before = contacts.get(keys.get(i));
      if (keys.size() == 1) {
        landing.reject(before, code);
      } else {
        int half = i < keys.size() / 2 ? 0 : 1;
        landing.land(
            before, before.edit().suspect(CallCompletion.half(job.id(), half)).done(), null, false);
      }
    }
  }

  private Map<ContactKey, List<SentRow>> byContact(DeleteJob job) {
    return job.members().stream()
        .collect(
            Collectors.groupingBy(
                row -> new ContactKey(job.account(), row.key()),
                LinkedHashMap::new,
                Collectors.toList()));
  }

  private enum Verdict {
    DONE,
    REFUSED,
    FULL,
    AGAIN,
    HELD
  }

  private Verdict verdict(AccountWork account, DeleteJob job, Intent.Kind kind, CallEnd end) {
    meter.call(kind, job.members().size(), end.label());
    account.completed(end, clock.instant());
    if (end.isUnknown()) {
      return Verdict.HELD;
    }
    busy.remove(account.id());
    if (!(end instanceof CallEnd.Made made)) {
      return Verdict.AGAIN;
    }
    if (made.outcome() instanceof M1Outcome.Accepted<?>) {
      return Verdict.DONE;
    }
    if (made.outcome() instanceof M1Outcome.ContactLimit<?>) {
      account.pauseAdds(clock.instant().plus(limitPause));
      return Verdict.FULL;
    }
    return made.outcome() instanceof M1Outcome.Refused<?> ? Verdict.REFUSED : Verdict.AGAIN;
  }

  private static M1Outcome<?> made(CallEnd end) {
    return ((CallEnd.Made) end).outcome();
  }

  private static Optional<M1Code> code(CallEnd end) {
    return ((M1Outcome.Refused<?>) made(end)).code();
  }

  private void write(
      AccountWork account,
      DeleteJob job,
      Intent.Kind kind,
      M1Call<?> call,
      Permit permit,
      Consumer<CallEnd> then) {
    calls.write(intent(account, callIds.next(), kind, job), call, permit, then);
  }

  /** The members stand in the job, which is on record as well. */
  private Intent intent(AccountWork account, String callId, Intent.Kind kind, DeleteJob job) {
    return new Intent(callId, account.id(), kind, List.of(), job.group(), clock.instant());
  }

  private static long groupId(DeleteJob job) {
    Long id = job.groupId();
    if (id == null) {
      throw new IllegalStateException("A group is listed that was not marked");
    }
    return id;
  }

  private DeleteJob job(AccountId account) {
    DeleteJob job = jobs.get(account);
    if (job == null) {
      throw new IllegalStateException("No delete job of " + account);
    }
    return job;
  }

  private void put(DeleteJob job) {
    jobs.put(job.account(), job);
    stored.put(job.account().value(), job);
  }

  private void remove(DeleteJob job) {
    jobs.remove(job.account());
    stored.remove(job.account().value());
    Long groupId = job.groupId();
    if (groupId != null) {
      groups.add(job.account(), groupId);
    }
  }
}
