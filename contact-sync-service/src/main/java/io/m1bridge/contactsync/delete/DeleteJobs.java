package io.m1bridge.contactsync.delete;

import io.m1bridge.account.Permit;
import io.m1bridge.contactsync.account.AccountWork;
import io.m1bridge.contactsync.call.CallEnd;
import io.m1bridge.contactsync.call.CallIds;
import io.m1bridge.contactsync.call.Calls;
import io.m1bridge.contactsync.call.Calls.Doubtful;
import io.m1bridge.contactsync.call.Intent;
import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.delete.DeleteJob.DeleteCall;
import io.m1bridge.contactsync.delete.JobFailures.Verdict;
import io.m1bridge.contactsync.ledger.Ledger;
import io.m1bridge.contactsync.metric.TaskMeter;
import io.m1bridge.contactsync.property.PropertyCalls;
import io.m1bridge.contactsync.store.ContactStore;
import io.m1bridge.contactsync.write.ContactNet;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Runs the delete jobs. Each call that writes is on record before it is made; the job is on record
 * after each step, so that it goes on after a restart where it was.
 */
public final class DeleteJobs {

  /** How soon ids that were not known may be. */
  private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

  /** Jobs of an account that only wait for M1's lists do not keep others from beginning. */
  private static final int MOST_JOBS = 8;

  private final ContactStore contacts;
  private final JobBook book;
  private final JobPacker packer;
  private final DeleteCompletion completion;
  private final MarkedGroups groups;
  private final DeleteGuard guard;
  private final PropertyCalls properties;
  private final Calls calls;
  private final CallIds callIds;
  private final TaskMeter meter;
  private final Clock clock;
  private final DeleteSettings settings;
  private final WayChoice ways;
  private final JobFailures failures;

  public DeleteJobs(
      ContactStore contacts,
      Ledger ledger,
      Calls calls,
      CallIds callIds,
      TaskMeter meter,
      Clock clock,
      ContactNet net,
      DeleteGuard guard,
      PropertyCalls properties,
      DeleteSettings settings) {
    this.contacts = contacts;
    this.book = new JobBook(ledger);
    this.packer = new JobPacker(contacts, net, properties);
    this.completion = new DeleteCompletion(contacts, net);
    this.groups = new MarkedGroups(ledger, calls, callIds, meter, clock, book);
    this.guard = guard;
    this.properties = properties;
    this.calls = calls;
    this.callIds = callIds;
    this.meter = meter;
    this.clock = clock;
    this.settings = settings;
    this.ways = new WayChoice(settings.byGroup());
    this.failures = new JobFailures(settings.failuresUntilSplit());
  }

  /** The groups that jobs left behind. */
  public MarkedGroups groups() {
    return groups;
  }

  /** Jobs that were under way; those with a call of unknown outcome wait until it is released. */
  public void load(List<Intent> held) {
    book.load(held);
    groups.load(held);
    for (Intent intent : held) {
      book.of(intent)
          .map(DeleteJob::lastDelete)
          .filter(last -> last.callId().equals(intent.callId()))
          .ifPresent(
              last -> contacts.removals().begins(intent.account(), last.callId(), last.rows()));
    }
  }

  /** The accounts that have jobs. */
  public Set<AccountId> accounts() {
    return book.accounts();
  }

  /** Whether a job can take its next step. Marking is an add. */
  public boolean isReady(AccountWork account, Instant now) {
    return ready(account, now).isPresent();
  }

  /** Whether that step is part of bisecting a refused call. */
  public boolean bisects(AccountWork account, Instant now) {
    return ready(account, now).filter(job -> job.step().bisects()).isPresent();
  }

  /**
   * Whether another job may begin: one at a time, so that deletes gather meanwhile, and none that a
   * person has to be asked about.
   */
  public boolean mayStart(AccountWork account, Instant now) {
    return hasPlace(account, now) && guard.held(account.id()) == 0;
  }

  /** Whether another job may begin whose deletes a person ordered. */
  public boolean hasPlace(AccountWork account, Instant now) {
    List<DeleteJob> jobs = book.of(account.id());
    boolean marks = account.room().mayMark(now);
    return jobs.size() < MOST_JOBS
        && jobs.stream()
            .allMatch(job -> job.isWaiting(now) || (!marks && job.step() instanceof Marking));
  }

  /** Whether a job does not only wait: its contacts are gone soon. */
  public boolean isUnderWay(AccountId account, Instant now) {
    return !book.of(account).stream().allMatch(job -> job.isWaiting(now));
  }

  private Optional<DeleteJob> ready(AccountWork account, Instant now) {
    return book.ready(account.id(), now, account.room().mayMark(now));
  }

  /**
   * Makes a job of these contacts and takes its first step; whether there was one to delete. Where
   * M1 takes no marks, of those whose ids are known.
   */
  public boolean start(AccountWork account, List<ContactKey> keys, Permit permit) {
    long begun = start(account, keys, permit, false);
    if (begun > 0) {
      guard.begun(account.id(), begun);
    }
    return begun > 0;
  }

  /**
   * The same where a person ordered each of the deletes: they never count as too many, and each of
   * them is proven.
   */
  public boolean startOrdered(AccountWork account, List<ContactKey> keys, Permit permit) {
    return start(account, keys, permit, true) > 0;
  }

  private long start(AccountWork account, List<ContactKey> keys, Permit permit, boolean ordered) {
    Instant now = clock.instant();
    String id = callIds.next();
    int rows = Math.min(settings.maxRows(), account.sizes().rows(now));
    boolean marks = account.room().mayMark(now);
    List<Member> members =
        packer.take(keys, id, marks ? rows : Math.min(rows, Way.MOST_BY_ID), !marks, now);
    if (members.isEmpty()) {
      boolean byMarks = contacts.keyed().keyedBy(account.id()).isEmpty();
      account.room().noIds(ordered, byMarks, now.plus(LOOK_AGAIN));
      return 0;
    }
    String group = GroupNames.of(account.id(), id);
    Way way = ways.of(account, members, ordered, now);
    DeleteJob job = DeleteJob.begin(id, account.id(), group, way, ordered, members, now);
    book.put(job);
    take(account, job, permit);
    return members.stream().map(Member::key).distinct().count();
  }

  /** Takes the next step of a job that is ready. */
  public void step(AccountWork account, Permit permit) {
    DeleteJob job =
        ready(account, clock.instant())
            .orElseThrow(() -> new IllegalStateException("No delete job is ready"));
    take(account, job, permit);
  }

  private void take(AccountWork account, DeleteJob job, Permit permit) {
    book.busy(job, true);
    account.dispatched();
    String callId = callIds.next();
    Due due = job.due();
    M1Call<?> call = DueCall.of(due, job);
    if (due instanceof Due.Read) {
      calls.read(callId, call, permit, end -> read(account, job, call, end));
      return;
    }
    Intent.Kind kind = DueCall.kind(due);
    if (kind == Intent.Kind.DELETE) {
      book.put(job.deletedBy(new DeleteCall(callId, due.rows())));
      contacts.removals().begins(account.id(), callId, due.rows());
    }
    // The members stand in the job, which is on record as well.
    Intent intent = new Intent(callId, account.id(), kind, List.of(), job.group(), clock.instant());
    calls.write(intent, call, permit, end -> written(account, job, intent, end));
  }

  private void read(AccountWork account, DeleteJob job, M1Call<?> call, CallEnd end) {
    meter.read(call.name(), end);
    account.completed(end, clock.instant());
    on(job, event(account, job, end));
  }

  private void written(AccountWork account, DeleteJob job, Intent intent, CallEnd end) {
    meter.call(intent.kind(), job.members().size(), end.label());
    account.wrote(intent.kind(), end, clock.instant());
    if (end.isUnknown()) {
      return;
    }
    contacts.removals().ends(account.id(), intent.callId());
    if (end instanceof CallEnd.Made made) {
      account.sizes().answered(job.due().rows(), made.outcome(), clock.instant());
      if (made.outcome() instanceof M1Outcome.ContactLimit<?>) {
        account.room().noneToMark(clock.instant().plus(settings.limitPause()));
      }
    }
    on(job, event(account, job, end));
    int refused = account.writes().refusedInARow(intent.kind());
    if (intent.kind() == Intent.Kind.DELETE && refused > 0) {
      book.later(job, clock.instant().plus(DeleteRules.pause(refused - 1)));
    }
  }

  private DeleteEvent event(AccountWork account, DeleteJob job, CallEnd end) {
    boolean failed =
        end instanceof CallEnd.Made made
            && (made.outcome() instanceof M1Outcome.Unexplained<?>
                || (made.outcome() instanceof M1Outcome.Unavailable<?> unavailable
                    && unavailable.reason().equals(M1Outcome.Unavailable.SERVER_ERROR)));
    Verdict verdict = failed ? failures.failed(account, job, clock.instant()) : Verdict.AGAIN;
    if (verdict == Verdict.UNDECIDED) {
      return new DeleteEvent.Undecided();
    }
    boolean often = verdict == Verdict.REFUSED;
    boolean again = often || failures.isRepeated(job);
    DeleteEvent event = DeleteAnswers.read(job, end, again, often, properties.known(job.account()));
    if (!(event instanceof DeleteEvent.NotDone)) {
      failures.over(job);
    }
    return event;
  }

  /** A call of unknown outcome can no longer land. */
  public void expired(Doubtful doubtful) {
    String error = doubtful.error();
    contacts.removals().ends(doubtful.intent().account(), doubtful.intent().callId());
    book.of(doubtful.intent())
        .ifPresent(
            job -> on(job, error == null ? new DeleteEvent.Released() : DeleteAnswers.bug(error)));
  }

  /** Forgets the jobs of an account and their groups: they spoke of another M1 account. */
  public void abandon(AccountId account) {
    book.of(account).forEach(book::remove);
    groups.abandon(account);
  }

  private void on(DeleteJob before, DeleteEvent event) {
    book.busy(before, false);
    DeleteRules rules =
        new DeleteRules(
            settings.patience(),
            ContactState::normalized,
            member ->
                contacts.isHeldByAnother(
                    new ContactKey(before.account(), member.key()), member.email()));
    DeleteJob.Advance advance = book.now(before).on(event, rules, clock.instant());
    DeleteJob job = advance.job();
    ways.moved(before, job, clock.instant());
    if (job.isOver()) {
      book.remove(job);
      Long groupId = job.groupId();
      if (groupId != null) {
        groups.add(job.account(), groupId);
      }
    } else {
      book.put(job);
    }
    if (advance.later() > 0 && !job.ordered()) {
      guard.begun(job.account(), -advance.later());
    }
    advance.settled().forEach(settled -> completion.settled(job, settled));
  }
}
