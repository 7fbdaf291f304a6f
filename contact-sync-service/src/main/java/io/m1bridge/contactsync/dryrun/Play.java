package io.m1bridge.contactsync.dryrun;

import io.m1bridge.contactsync.contact.AddMerge;
import io.m1bridge.contactsync.contact.CallEffects;
import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.contact.FieldNames;
import io.m1bridge.contactsync.contact.Mode;
import io.m1bridge.contactsync.contact.Outcomes;
import io.m1bridge.contactsync.contact.SentRow;
import io.m1bridge.contactsync.contact.StaleContact;
import io.m1bridge.contactsync.contact.Synced;
import io.m1bridge.contactsync.contact.Work;
import io.m1bridge.contactsync.pack.AddPacker;
import io.m1bridge.contactsync.pack.Batch;
import io.m1bridge.contactsync.pack.Candidate;
import io.m1bridge.contactsync.pack.EditPacker;
import io.m1bridge.contactsync.pack.Limits;
import io.m1bridge.contactsync.pack.Properties;
import io.m1bridge.contactsync.plan.Lane;
import io.m1bridge.contactsync.plan.LaneChoice;
import io.m1bridge.contactsync.plan.LaneChoice.Departure;
import io.m1bridge.contactsync.store.WorkRules;
import io.m1bridge.contactsync.view.CallPlan;
import io.m1bridge.contactsync.view.PlannedCall;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.M1Call;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntPredicate;

/**
 * Plays contacts of one account through on copies, as if M1 accepted each call: what follows from a
 * call is planned like what led to it, once the calls that go at the same time have ended. Holds a
 * few thousand contacts at a time.
 *
 * <p>Not thread-safe.
 *
 * <p>Why: {@code docs/rationale.md#a-plan-plays-m1s-acceptance}.
 */
public final class Play {

  /** Contacts in memory at once, out of which calls are packed. */
  private static final int MOST_CONTACTS = 4_000;

  private static final String EDIT = "edit";

  private final AccountId account;
  private final Mode mode;
  private final WorkRules rules;
  private final Limits limits;
  private final Consumer<ContactState> calledFor;
  private final Wave wave;
  private final Tally tally = new Tally();
  private final Map<ContactKey, Candidate<Work.Add>> adds = new LinkedHashMap<>();
  private final Map<ContactKey, Candidate<Work.Edit>> edits = new LinkedHashMap<>();
  private final Map<ContactKey, ContactState> deletes = new LinkedHashMap<>();
  private final Set<String> assumed = new LinkedHashSet<>();
  private final Set<String> acknowledged = new LinkedHashSet<>();
  private Properties properties;

  /**
   * @param mode what the account is to become
   * @param properties those that M1 is known to have
   * @param inFlight calls at once
   * @param calledFor is told of each contact that a call is planned for, as it is before the call
   */
  public Play(
      AccountId account,
      Mode mode,
      WorkRules rules,
      Properties properties,
      Limits limits,
      int inFlight,
      Consumer<ContactState> calledFor) {
    this.account = account;
    this.mode = mode;
    this.rules = rules;
    this.properties = properties;
    this.limits = limits;
    this.wave = new Wave(inFlight);
    this.calledFor = calledFor;
  }

  /** Takes a contact in; what it needs is planned with the calls that are packed from now on. */
  public void begin(ContactState state) {
    tally.contact();
    Synced synced = state.synced();
    if (synced != null) {
      synced.fields().keySet().forEach(name -> FieldNames.label(name).ifPresent(acknowledged::add));
    }
    goOn(state);
  }

  /** A contact that no call was packed for yet; empty if it waits for none. */
  public Optional<ContactState> waiting(ContactKey key) {
    return Optional.<Candidate<?>>ofNullable(adds.get(key))
        .or(() -> Optional.ofNullable(edits.get(key)))
        .<ContactState>map(Candidate::state)
        .or(() -> Optional.ofNullable(deletes.get(key)));
  }

  /** Takes a contact out again that no call was packed for yet. */
  public void withdraw(ContactKey key) {
    adds.remove(key);
    edits.remove(key);
    deletes.remove(key);
  }

  /** Whether calls have to be packed before another contact is taken in. */
  public boolean isFull() {
    return adds.size() + edits.size() + deletes.size() >= MOST_CONTACTS;
  }

  /** Whether no contact waits for a call, or is on one. */
  public boolean isEmpty() {
    return adds.isEmpty() && edits.isEmpty() && deletes.isEmpty() && wave.isEmpty();
  }

  /** Packs the call that is worth most, or sees what came of those on their way. */
  public void pack() {
    Departure departure = new Departure(limits.rows(), Duration.ZERO);
    Optional<Lane> lane =
        wave.isFull()
            ? Optional.empty()
            : LaneChoice.choose(lanes(), departure).map(LaneChoice.Candidate::lane);
    lane.ifPresentOrElse(this::pack, wave::land);
  }

  private List<LaneChoice.Candidate> lanes() {
    return List.of(
        new LaneChoice.Candidate(Lane.DELETE, wave.hasJob() ? 0 : deletes.size(), Duration.ZERO),
        new LaneChoice.Candidate(Lane.EDIT, edits.size(), Duration.ZERO),
        new LaneChoice.Candidate(Lane.ADD, adds.size(), Duration.ZERO));
  }

  private void pack(Lane lane) {
    switch (lane) {
      case DELETE -> delete();
      case EDIT -> edit();
      case ADD -> add();
    }
  }

  /** Plans what goes with all of them, once nobody waits any more: properties, delete groups. */
  public void finish() {
    if (!assumed.isEmpty()) {
      assumed.removeAll(acknowledged);
      tally.properties(assumed);
    }
    tally.groups();
  }

  /** Contacts to be deleted; also old addresses of such as move. */
  public int deletes() {
    return tally.toDelete();
  }

  /** Calls that do nothing but let one contact, which M1 has already, join a group. */
  public int joinsOfOne() {
    return tally.joinsOfOne();
  }

  /**
   * What it came to, once finished.
   *
   * @param holds whether so many deletes would wait for a person
   */
  public CallPlan plan(Instant begunAt, Instant now, IntPredicate holds) {
    int deletes = tally.toDelete();
    return tally.plan(begunAt, now, holds.test(deletes) ? deletes : 0);
  }

  private void goOn(ContactState before) {
    ContactState state = rules.permitted(before, mode);
    WorkRules.Allowed next = rules.next(state, mode);
    if (next.block().isPresent()) {
      tally.blocked();
    }
    Work work = next.work();
    assume(work.fields());
    if (work instanceof Work.Delete) {
      deletes.put(state.key(), state);
    } else if (work instanceof Work.Add add) {
      adds.put(state.key(), new Candidate<>(state, add));
    } else if (work instanceof Work.Edit edit) {
      edits.put(state.key(), new Candidate<>(state, edit));
    }
  }

  /** Whether M1 has a label is not asked: what no contact shows it to have is to be created. */
  private void assume(Collection<String> fields) {
    List<String> missing = properties.missing(fields);
    if (!missing.isEmpty()) {
      properties = properties.assuming(missing);
      assumed.addAll(missing);
    }
  }

  /** What M1's lists show of it is taken for quick and complete. */
  private void delete() {
    List<ContactState> members = deletes.values().stream().limit(limits.rows()).toList();
    members.forEach(member -> deletes.remove(member.key()));
    members.forEach(calledFor);
    wave.job(tally.deletes(members.size()), () -> members.forEach(this::gone));
  }

  private void gone(ContactState before) {
    ContactState after = before;
    for (StaleContact stale : before.stale()) {
      after = CallEffects.deleted(after, stale.email());
    }
    goOn(after);
  }

  private void add() {
    AddPacker packer = new AddPacker(limits);
    Batch<M1Call.AddContacts> batch =
        packer.pack(List.copyOf(adds.values()), properties, false).orElseThrow();
    Optional<String> group = batch.call().groupName();
    AddMerge merge = rules.merge();
    plan("add", batch, adds, group, (row, sent) -> CallEffects.added(sent, row, group, merge));
  }

  private void edit() {
    EditPacker packer = new EditPacker(limits);
    Batch<M1Call.EditContacts> batch =
        packer.pack(List.copyOf(edits.values()), properties, false).orElseThrow();
    plan(EDIT, batch, edits, Optional.empty(), (row, sent) -> CallEffects.edited(sent, row));
  }

  private static boolean isKnown(ContactState state) {
    String address = state.wantedAddress();
    return address != null && state.standsUnder(address);
  }

  /** What M1's acceptance makes of a contact. */
  @FunctionalInterface
  private interface Accepted {
    ContactState of(SentRow row, ContactState sent);
  }

  private <W extends Work> void plan(
      String kind,
      Batch<?> batch,
      Map<ContactKey, Candidate<W>> candidates,
      Optional<String> group,
      Accepted accepted) {
    List<ContactState> carried =
        batch.rows().stream()
            .map(row -> new ContactKey(account, row.key()))
            .map(key -> Objects.requireNonNull(candidates.get(key), "A row is a candidate"))
            .map(Candidate::state)
            .toList();
    int known =
        kind.equals(EDIT) ? carried.size() : (int) carried.stream().filter(Play::isKnown).count();
    List<String> fields =
        batch.rows().stream()
            .flatMap(
                row ->
                    row.fingerprints().keySet().stream()
                        .filter(name -> !name.equals(row.addressField())))
            .distinct()
            .sorted()
            .toList();
    tally.call(
        new PlannedCall(kind, carried.size(), carried.size() - known, group.orElse(null), fields));
    carried.forEach(calledFor);
    carried.forEach(state -> candidates.remove(state.key()));
    wave.call(
        () -> {
          for (int i = 0; i < carried.size(); i++) {
            SentRow row = batch.rows().get(i);
            ContactState sent = Outcomes.dispatched(carried.get(i), kind, row);
            goOn(Outcomes.requeued(accepted.of(row, sent), null).state());
          }
        });
  }
}
