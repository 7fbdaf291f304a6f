package io.m1bridge.contactsync.write;

import io.m1bridge.account.Permit;
import io.m1bridge.contactsync.account.AccountWork;
import io.m1bridge.contactsync.call.CallIds;
import io.m1bridge.contactsync.call.Calls;
import io.m1bridge.contactsync.call.Intent;
import io.m1bridge.contactsync.contact.Aside;
import io.m1bridge.contactsync.contact.CallEffects;
import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.contact.Desired;
import io.m1bridge.contactsync.contact.Identity;
import io.m1bridge.contactsync.contact.ListOutcomes;
import io.m1bridge.contactsync.contact.Moves;
import io.m1bridge.contactsync.contact.Outcomes;
import io.m1bridge.contactsync.contact.Progress;
import io.m1bridge.contactsync.contact.Rejection;
import io.m1bridge.contactsync.contact.SentRow;
import io.m1bridge.contactsync.contact.Transition;
import io.m1bridge.contactsync.contact.Work;
import io.m1bridge.contactsync.pack.AddPacker;
import io.m1bridge.contactsync.pack.Batch;
import io.m1bridge.contactsync.pack.Candidate;
import io.m1bridge.contactsync.pack.EditPacker;
import io.m1bridge.contactsync.pack.Limits;
import io.m1bridge.contactsync.pack.ListedRows;
import io.m1bridge.contactsync.pack.Properties;
import io.m1bridge.contactsync.plan.Lane;
import io.m1bridge.contactsync.property.PropertyCalls;
import io.m1bridge.contactsync.store.ContactStore;
import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.M1Call;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Packs queued contacts into an add or an edit and dispatches it. */
public final class ContactCalls {

  private static final Logger LOG = LoggerFactory.getLogger(ContactCalls.class);

  private final ContactStore contacts;
  private final ContactNet net;
  private final PropertyCalls properties;
  private final Calls calls;
  private final CallIds ids;
  private final CallCompletion completion;
  private final Clock clock;
  private final Limits limits;

  public ContactCalls(
      ContactStore contacts,
      ContactNet net,
      PropertyCalls properties,
      Calls calls,
      CallIds ids,
      CallCompletion completion,
      Clock clock,
      Limits limits) {
    this.contacts = contacts;
    this.net = net;
    this.properties = properties;
    this.calls = calls;
    this.ids = ids;
    this.completion = completion;
    this.clock = clock;
    this.limits = limits;
  }

  /**
   * How to pack.
   *
   * @param onlyFull whether only a full batch may leave
   * @param oldestFirst whether the oldest goes in any case
   */
  public record How(boolean onlyFull, boolean oldestFirst) {}

  /** Whether an edit may give a contact of an account another email. */
  public boolean movesByEdits(AccountId account) {
    return isKeyed(account) || contacts.rules().movesByEdits(account);
  }

  /** Whether contacts of an account are known by something else than their email. */
  public boolean isKeyed(AccountId account) {
    return contacts.keyed().keyedBy(account).isPresent();
  }

  /** Packs the best call out of these contacts; whether there was one. */
  public boolean send(
      AccountWork account, List<ContactKey> keys, Lane lane, Permit permit, How how) {
    Instant time = clock.instant();
    Limits now = limits.withAtMost(account.batchRows(time), account.sizes().bytes(time));
    if (lane == Lane.EDIT) {
      EditPacker edits = new EditPacker(now);
      List<Candidate<Work.Edit>> candidates = candidates(account, keys, Work.Edit.class);
      return pack(candidates, some -> edits.pack(some, known(account), how.oldestFirst()))
          .filter(batch -> batch.full() || !how.onlyFull())
          .filter(batch -> dispatch(account, batch, Intent.Kind.EDIT, Optional.empty(), permit))
          .map(batch -> packed(account, lane, batch, candidates))
          .isPresent();
    }
    List<Candidate<Work.Add>> candidates = candidates(account, keys, Work.Add.class);
    Set<ContactKey> costly = CostlyJoins.among(candidates);
    List<Candidate<Work.Add>> rest = new ArrayList<>();
    for (Candidate<Work.Add> candidate : candidates) {
      ContactState state = candidate.state();
      if (costly.contains(state.key()) && !isAside(state, Aside.JOINS)) {
        setAside(state, Aside.JOINS);
      } else {
        rest.add(candidate);
      }
    }
    AddPacker adds = new AddPacker(now);
    return pack(rest, some -> adds.pack(some, known(account), how.oldestFirst()))
        .filter(batch -> batch.full() || !how.onlyFull())
        .filter(
            batch -> dispatch(account, batch, Intent.Kind.ADD, batch.call().groupName(), permit))
        .map(batch -> packed(account, lane, batch, rest))
        .isPresent();
  }

  private static int packed(
      AccountWork account, Lane lane, Batch<?> batch, List<? extends Candidate<?>> candidates) {
    account.recentRows().packed(lane, batch.rows().size(), candidates.size());
    return batch.rows().size();
  }

  private Properties known(AccountWork account) {
    return properties.known(account.id());
  }

  private <W extends Work> List<Candidate<W>> candidates(
      AccountWork account, List<ContactKey> keys, Class<W> type) {
    List<Candidate<W>> candidates = new ArrayList<>();
    for (ContactKey key : keys) {
      ContactState state = contacts.get(key);
      Work work = net.compute(state, () -> contacts.work(state)).orElse(null);
      if (work == null) {
        continue;
      }
      if (!type.isInstance(work)) {
        // The lanes were assigned under another configuration.
        contacts.apply(state, Transition.to(state));
        continue;
      }
      Collection<String> fields = work.fields();
      if (properties.isHopeless(account.id(), fields)) {
        contacts.apply(state, Outcomes.rejected(state, Rejection.PROPERTY_MISSING));
      } else if (!properties.hasAll(account.id(), fields)
          || !properties.hasOptions(account.id(), work.written())) {
        setAside(state, Aside.LABELS);
      } else if (sameProperty(account, state).isPresent()) {
        Properties.SameProperty two = sameProperty(account, state).get();
        contacts.apply(
            state, Outcomes.rejected(state, Rejection.oneProperty(two.one(), two.other())));
      } else if (!ListedRows.canShow(identity(account), known(account))) {
        contacts.apply(state, Outcomes.rejected(state, Rejection.IDENTITY_DROP_DOWN));
      } else if (contacts.keyed().lists().has(state)) {
        String address = Objects.requireNonNull(state.wantedAddress(), "It is listed by it");
        contacts.apply(state, Transition.to(ListOutcomes.alreadyThere(state, address)));
      } else if (!contacts.keyed().lists().mayGo(state)) {
        setAside(state, Aside.LISTS);
      } else {
        candidates.add(new Candidate<>(state, type.cast(work)));
      }
    }
    return candidates;
  }

  private Optional<Properties.SameProperty> sameProperty(AccountWork account, ContactState state) {
    Desired desired = state.desired();
    return desired == null ? Optional.empty() : known(account).same(desired.fields().keySet());
  }

  private Identity identity(AccountWork account) {
    return contacts.keyed().keyedBy(account.id()).orElse(Identity.EMAIL);
  }

  private static boolean isAside(ContactState state, Aside aside) {
    return state.progress() instanceof Progress.Queued queued && aside.equals(queued.aside());
  }

  private void setAside(ContactState state, Aside aside) {
    contacts.apply(state, Transition.to(Moves.aside(state, aside)));
  }

  /** Packs; where that fails, each candidate is tried alone, and the culprits are rejected. */
  private <W extends Work, B> Optional<B> pack(
      List<Candidate<W>> candidates, Function<List<Candidate<W>>, Optional<B>> packer) {
    try {
      return packer.apply(candidates);
    } catch (KafkaException e) {
      throw e;
    } catch (RuntimeException e) {
      List<Candidate<W>> good =
          candidates.stream()
              .filter(
                  candidate ->
                      net.compute(candidate.state(), () -> packer.apply(List.of(candidate)))
                          .isPresent())
              .toList();
      if (good.size() == candidates.size()) {
        throw e;
      }
      return good.isEmpty() ? Optional.empty() : packer.apply(good);
    }
  }

  private boolean dispatch(
      AccountWork account,
      Batch<? extends M1Call<?>> batch,
      Intent.Kind kind,
      Optional<String> group,
      Permit permit) {
    String callId = ids.next();
    List<ContactState> befores = new ArrayList<>();
    List<ContactState> afters = new ArrayList<>();
    for (SentRow row : batch.rows()) {
      ContactState before = contacts.get(new ContactKey(account.id(), row.key()));
      net.compute(before, () -> dispatched(before, callId, row, kind, group))
          .ifPresent(
              after -> {
                befores.add(before);
                afters.add(after);
              });
    }
    if (afters.size() < batch.rows().size()) {
      // The culprits are rejected: the others go with the next batch.
      return false;
    }
    for (int i = 0; i < afters.size(); i++) {
      contacts.apply(befores.get(i), Transition.to(afters.get(i)));
    }
    List<String> keys = batch.rows().stream().map(SentRow::key).toList();
    Intent intent =
        new Intent(callId, account.id(), kind, keys, group.orElse(null), clock.instant());
    account.dispatched();
    LogLine.debug(LOG)
        .with(LogKey.ACCOUNT_ID, account.id())
        .with(LogKey.CALL_ID, callId)
        .with(LogKey.CALL, kind)
        .with(LogKey.COUNT, keys.size())
        .say("A call begins");
    account.sizes().dispatched(callId, batch.bytes());
    calls.write(intent, batch.call(), permit, end -> completion.completed(account, intent, end));
    return true;
  }

  private ContactState dispatched(
      ContactState before, String callId, SentRow row, Intent.Kind kind, Optional<String> group) {
    ContactState sent = Outcomes.dispatched(before, callId, row);
    ContactState after =
        kind == Intent.Kind.ADD
            ? CallEffects.added(sent, row, group, contacts.rules().merge())
            : CallEffects.edited(sent, row);
    Work left = contacts.work(Outcomes.requeued(after, null).state());
    return Outcomes.dispatched(before, callId, row.completing(left instanceof Work.None));
  }
}
