package io.m1bridge.contactsync.task;

import io.m1bridge.contactsync.change.ChangeReader;
import io.m1bridge.contactsync.change.Parsed;
import io.m1bridge.contactsync.change.Problem;
import io.m1bridge.contactsync.contact.ContactChange;
import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.contact.ContactLimits;
import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.contact.Ending;
import io.m1bridge.contactsync.contact.Ending.Cause;
import io.m1bridge.contactsync.contact.Folding;
import io.m1bridge.contactsync.contact.Identity;
import io.m1bridge.contactsync.contact.Listed;
import io.m1bridge.contactsync.contact.OpenChange;
import io.m1bridge.contactsync.contact.Rejection;
import io.m1bridge.contactsync.contact.Transition;
import io.m1bridge.contactsync.contact.Unread;
import io.m1bridge.contactsync.forget.Forgets;
import io.m1bridge.contactsync.metric.TaskMeter;
import io.m1bridge.contactsync.plan.InputFlows;
import io.m1bridge.contactsync.result.ResultPublisher;
import io.m1bridge.contactsync.store.ContactCounts;
import io.m1bridge.contactsync.store.ContactStore;
import io.m1bridge.contactsync.store.Originals;
import io.m1bridge.contracts.ContactChangeType;
import io.m1bridge.contracts.SyncResult.Coordinates;
import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import io.m1bridge.m1.AccountId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes changes into the contacts; what cannot be taken is put aside as it came. */
final class ChangeIntake {

  private static final Logger LOG = LoggerFactory.getLogger(ChangeIntake.class);

  /** A letter is written a moment before its contact is listed. */
  private static final Duration LETTER_FIRST = Duration.ofSeconds(10);

  private static final Cause UNADDRESSED =
      new Cause(
          "contact-unknown",
          "A patch of a contact that was never made, without what it is known by (its email, or the"
              + " identity of its account): send its full state");

  private static final Cause OTHERWISE_KNOWN =
      new Cause(
          "identity-changed",
          "Contacts of this account are known by something else since its first one: take back the"
              + " 'identity' of its mapping, or begin anew under another"
              + " m1bridge.contact-sync.application-id");

  private static final Cause READ_OTHERWISE =
      new Cause(
          "contact-read-otherwise",
          "The mapping, or the version, that read this change first found another contact in it"
              + " than the one that is to carry it out, and it was carried out for neither: have"
              + " all replicas read alike, and send the change again");

  private final ContactStore contacts;
  private final Originals originals;
  private final Forgets forgets;
  private final ResultPublisher results;
  private final TaskMeter meter;
  private final InputFlows flows;
  private final Clock clock;
  private final ContactLimits limits;
  private final Duration rememberDeleted;

  ChangeIntake(
      ContactStore contacts,
      Originals originals,
      Forgets forgets,
      ResultPublisher results,
      TaskMeter meter,
      InputFlows flows,
      Clock clock,
      ContactLimits limits,
      Duration rememberDeleted) {
    this.contacts = contacts;
    this.originals = originals;
    this.forgets = forgets;
    this.results = results;
    this.meter = meter;
    this.flows = flows;
    this.clock = clock;
    this.limits = limits;
    this.rememberDeleted = rememberDeleted;
  }

  /** What is to be done with a change. */
  private sealed interface Verdict {
    record PutAside(Cause why) implements Verdict {}

    record Take(ContactState before, OpenChange open, Transition transition) implements Verdict {}

    /** It was sent before somebody had the contact forgotten, readable or not. */
    record Forget(ContactState before, OpenChange open) implements Verdict {}

    record Ignore() implements Verdict {}
  }

  void take(ContactKey contact, RoutedRecord routed, ChangeReader reader) {
    Verdict verdict = verdict(contact, routed, reader);
    if (verdict instanceof Verdict.PutAside aside) {
      results.deadLetter(routed.source(), routed.timestamp(), routed.original(), aside.why());
      contacts.putAside(contact, aside.why().code(), routed.source());
    } else if (verdict instanceof Verdict.Take take) {
      flows.arrived(contact.account(), routed.writtenAt(), clock.instant());
      take(take, take.transition(), routed);
    } else if (verdict instanceof Verdict.Forget late) {
      flows.arrived(contact.account(), routed.writtenAt(), clock.instant());
      meter.accepted();
      Ending ending = Ending.forgotten(late.open());
      contacts.apply(late.before(), Transition.to(late.before()).and(ending));
      forgets.ended(contact);
    }
  }

  private void take(Verdict.Take take, Transition transition, RoutedRecord routed) {
    meter.accepted();
    ContactState stored = contacts.apply(take.before(), transition);
    OpenChange waiting = stored.waiting();
    if (waiting != null && waiting.sameRecord(take.open())) {
      originals.put(stored.key(), waiting, routed.original());
    }
  }

  /**
   * Takes a change that could not be read when it came, unless one that came later was taken since.
   */
  void replay(ReplayedLetter letter, ChangeReader reader) {
    RoutedRecord routed = letter.change();
    LaterChange.Known later = laterThan(letter);
    if (later != LaterChange.Known.NONE) {
      notTaken(letter, later);
      return;
    }
    Verdict verdict = verdict(letter.contact(), routed, reader);
    if (verdict instanceof Verdict.Take take) {
      Transition taken = replayed(take, letter.putAside());
      Listed listed = take.before().listed();
      ContactState state =
          listed == null || listed.unread() == null
              ? taken.state()
              : taken.state().listed(listed.replayed(routed.source()));
      take(take, new Transition(state, taken.endings()), routed);
    }
    meter.replayed(verdict instanceof Verdict.Take ? "taken" : "unreadable");
  }

  /** The change that waits is known to have come before what was read since. */
  private static Transition replayed(Verdict.Take take, @Nullable Instant putAside) {
    Transition transition = take.transition();
    OpenChange waiting = transition.state().waiting();
    return waiting != null && waiting.sameRecord(take.open())
        ? new Transition(
            transition.state().waitingFor(waiting.replayed(putAside)), transition.endings())
        : transition;
  }

  private void notTaken(ReplayedLetter letter, LaterChange.Known later) {
    meter.replayed(later == LaterChange.Known.SOME ? "superseded" : "untold");
    if (later == LaterChange.Known.UNTOLD) {
      Coordinates source = letter.change().source();
      LogLine.info(LOG)
          .with(LogKey.ACCOUNT_ID, letter.contact().account())
          .with(LogKey.TOPIC, source.topic())
          .with(LogKey.PARTITION, source.partition())
          .with(LogKey.OFFSET, source.offset())
          .say(
              "A replayed dead letter is not taken, for nobody can tell whether a later change of"
                  + " its contact was: have the CRM send the contact again");
    }
  }

  /** Whether a change was taken that came after a letter, or the contact was forgotten. */
  private LaterChange.Known laterThan(ReplayedLetter letter) {
    if (forgets.ends(letter.contact(), letter.writtenAt())) {
      return LaterChange.Known.SOME;
    }
    ContactState state = contacts.get(letter.contact());
    Listed listed = state.listed();
    Unread unread = listed == null ? null : listed.unread();
    Coordinates source = letter.change().source();
    Instant putAside = letter.putAside();
    boolean isHeld = unread != null && unread.holds(source);
    if (listed != null && isHeld && !isOfBefore(listed, putAside)) {
      return LaterChange.Known.NONE;
    }
    return putAside == null
        ? LaterChange.Known.SOME
        : new LaterChange(source, putAside).of(state, contacts.gone(), rememberDeleted);
  }

  /** Whether a letter is older than all that could not be read: its topic was begun anew since. */
  private static boolean isOfBefore(Listed listed, @Nullable Instant putAside) {
    return putAside != null && putAside.isBefore(listed.begun().minus(LETTER_FIRST));
  }

  /** Computes everything before anything is written: a bug here costs this change only. */
  private Verdict verdict(ContactKey contact, RoutedRecord routed, ChangeReader reader) {
    try {
      return read(contact, routed, reader);
    } catch (KafkaException e) {
      throw e;
    } catch (RuntimeException e) {
      String error = e.getClass().getName();
      LogLine.error(LOG)
          .with(LogKey.TOPIC, routed.source().topic())
          .with(LogKey.PARTITION, routed.source().partition())
          .with(LogKey.OFFSET, routed.source().offset())
          .with(LogKey.FAILURE, error)
          .say("A change is put aside for a bug");
      meter.internalError(error);
      return forgets.ends(contact, routed.writtenAt())
          ? forgotten(contact, routed, "")
          : new Verdict.PutAside(Rejection.internalError(error).cause());
    }
  }

  private Verdict forgotten(ContactKey contact, RoutedRecord routed, String event) {
    return new Verdict.Forget(contacts.get(contact), routed.open(event));
  }

  private Verdict read(ContactKey contact, RoutedRecord routed, ChangeReader reader) {
    Parsed<ContactChange> parsed =
        reader.parse(
            routed.original().key(), routed.original().value(), routed.original().recordHeaders());
    boolean isChange = !(parsed instanceof Parsed.PassedOver<ContactChange>);
    if (isChange && forgets.ends(contact, routed.writtenAt())) {
      String event =
          parsed instanceof Parsed.Valid<ContactChange> valid ? valid.value().eventId() : "";
      return forgotten(contact, routed, event);
    }
    if (parsed instanceof Parsed.Valid<ContactChange> valid) {
      // Perhaps of an account that another task owns: it must not be written here.
      return valid.value().contact().equals(contact)
          ? fold(routed, valid.value())
          : new Verdict.PutAside(READ_OTHERWISE);
    }
    if (parsed instanceof Parsed.Invalid<ContactChange> invalid) {
      Problem problem = invalid.problem();
      return new Verdict.PutAside(new Cause(problem.code(), problem.advice()));
    }
    return new Verdict.Ignore();
  }

  private Verdict fold(RoutedRecord routed, ContactChange change) {
    if (isOtherwiseKnown(change)) {
      return new Verdict.PutAside(OTHERWISE_KNOWN);
    }
    OpenChange open = routed.open(change.eventId());
    ContactState before = contacts.get(change.contact());
    Folding.Folded folded = Folding.fold(before, change, open, contacts.rules().owners());
    if (folded instanceof Folding.Folded.Unaddressed) {
      return new Verdict.PutAside(UNADDRESSED);
    }
    if (!(folded instanceof Folding.Folded.Taken taken)) {
      return new Verdict.Ignore();
    }
    Optional<Cause> exceeded = limits.exceededBy(taken.state());
    contacts.work(taken.state());
    return exceeded
        .<Verdict>map(Verdict.PutAside::new)
        .orElseGet(() -> new Verdict.Take(before, open, taken.transition()));
  }

  /** Those from before that was on record are known by their email. */
  private boolean isOtherwiseKnown(ContactChange change) {
    if (change.type() == ContactChangeType.DELETED) {
      return false;
    }
    AccountId account = change.contact().account();
    Identity known = contacts.keyed().identity(account).orElseGet(() -> before(account, change));
    if (known.equals(change.identity())) {
      return false;
    }
    boolean some = !contacts.keys(account, "", 1).isEmpty();
    if (!some) {
      contacts.keyed().forget(account);
    }
    return some;
  }

  private Identity before(AccountId account, ContactChange change) {
    ContactCounts counts = contacts.counts(account);
    boolean some = counts.inM1() + counts.pending() + counts.parked() + counts.inDoubt() > 0;
    return some ? Identity.EMAIL : change.identity();
  }
}
