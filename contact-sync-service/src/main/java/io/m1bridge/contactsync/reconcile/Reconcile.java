package io.m1bridge.contactsync.reconcile;

import io.m1bridge.account.Permit;
import io.m1bridge.contactsync.account.AccountWork;
import io.m1bridge.contactsync.call.CallEnd;
import io.m1bridge.contactsync.call.CallIds;
import io.m1bridge.contactsync.call.Calls;
import io.m1bridge.contactsync.ledger.Ledger;
import io.m1bridge.contactsync.metric.TaskMeter;
import io.m1bridge.contactsync.property.PropertyCalls;
import io.m1bridge.contactsync.reconcile.Pass.Stage;
import io.m1bridge.contactsync.store.ContactCounts;
import io.m1bridge.contactsync.store.ContactStore;
import io.m1bridge.contactsync.view.ReconcileView;
import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.Contact;
import io.m1bridge.m1.M1Answers;
import io.m1bridge.m1.M1Call;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks again and again through all that M1 lists, on calls that nobody else wants. One call of an
 * account at a time.
 *
 * <p>Why: {@code docs/rationale.md#two-passes-tell-what-is-missing-in-m1}.
 */
public final class Reconcile {

  private static final Logger LOG = LoggerFactory.getLogger(Reconcile.class);
  private static final int MOST_FAILURES = 3;

  private final PassBook book;
  private final ContactStore contacts;
  private final PropertyCalls properties;
  private final Calls calls;
  private final CallIds ids;
  private final TaskMeter meter;
  private final Clock clock;
  private final ReconcileSettings settings;
  private final Findings findings;
  private final Totals totals;
  private final Map<AccountId, Integer> failures = new HashMap<>();
  private final Map<AccountId, Long> propertiesAskedIn = new HashMap<>();
  private final Set<AccountId> busy = new HashSet<>();

  public Reconcile(
      Ledger ledger,
      ContactStore contacts,
      PropertyCalls properties,
      Calls calls,
      CallIds ids,
      TaskMeter meter,
      Clock clock,
      ReconcileSettings settings) {
    this.book = new PassBook(ledger, contacts.keyed(), clock);
    this.contacts = contacts;
    this.properties = properties;
    this.calls = calls;
    this.ids = ids;
    this.meter = meter;
    this.clock = clock;
    this.settings = settings;
    this.findings = new Findings(contacts, settings.repair());
    this.totals = new Totals(settings.countEvery());
  }

  /** Finds the passes that an earlier owner began. */
  public void load() {
    book.load();
  }

  /** Begins a pass now, unless one is under way. */
  public void begin(AccountId account) {
    begin(account, Duration.ZERO);
  }

  /** Something changed at M1: a pass that began before is followed by another one. */
  public void beginAnew(AccountId account) {
    book.anew(account);
  }

  /** The same as {@link #begin(AccountId)}, unless one was begun less than so long ago. */
  public void begin(AccountId account, Duration apart) {
    book.begin(account, apart);
  }

  /** Somebody waits for what only a pass tells: the next one is begun, if it is time for that. */
  public void want(AccountId account) {
    book.want(account);
  }

  /** What is known of the M1 account before says nothing of the one that stands there now. */
  public void abandon(AccountId account) {
    failures.remove(account);
    propertiesAskedIn.remove(account);
    totals.forget(account);
    contacts.keyed().lists().forget(account);
    contacts.removals().forget(account);
    book.abandon(account);
  }

  private Pass pass(AccountId account) {
    return book.pass(account);
  }

  /** Accounts that a call may be worth for. */
  public Set<AccountId> accounts() {
    Instant now = clock.instant();
    return book.all().stream()
        .filter(pass -> pass.stage() == Stage.LISTING || isCountDue(pass.account(), now))
        .map(Pass::account)
        .collect(Collectors.toSet());
  }

  private boolean isCountDue(AccountId account, Instant now) {
    return totals.isDue(account, acknowledged(account), now);
  }

  private long acknowledged(AccountId account) {
    return contacts.counts(account).inM1();
  }

  /**
   * Whether the account's next spare call is wanted here.
   *
   * @param idle whether nothing of the account is queued or on its way
   */
  public boolean isReady(AccountWork account, boolean idle, Instant now) {
    AccountId id = account.id();
    return !busy.contains(id)
        && account.reading().mayTake(false, now)
        && !waitsForProperties(pass(id))
        && (pass(id).stage() == Stage.LISTING || (idle && isSettled(id) && isCountDue(id, now)));
  }

  /** A delete that M1 took counts as acknowledged until its lists no longer show it. */
  private boolean isSettled(AccountId account) {
    ContactCounts counts = contacts.counts(account);
    return counts.pending() == 0 && counts.inDoubt() == 0;
  }

  /** Makes the next call. */
  public void send(AccountWork account, Permit permit) {
    Pass pass = pass(account.id());
    account.reading().took(clock.instant());
    if (pass.stage() != Stage.LISTING) {
      count(account, permit);
    } else if (isForProperties(pass)) {
      propertiesAskedIn.put(account.id(), pass.number());
      properties.list(account, permit);
    } else {
      M1Call<?> call =
          new M1Call.ListContacts(List.of(), pass.pages().toAsk(), pass.pages().limit());
      long asked = contacts.removals().now(account.id());
      read(account, call, permit, end -> listed(account, pass, asked, end));
    }
  }

  /** Custom values are told apart by the ids of their properties; once a pass is enough. */
  private boolean isForProperties(Pass pass) {
    AccountId id = pass.account();
    return properties.mayList(id) && propertiesAskedIn.getOrDefault(id, 0L) < pass.number();
  }

  /** What a page shows of them can only be read with their ids. */
  private boolean waitsForProperties(Pass pass) {
    return contacts.keyed().keyedBy(pass.account()).isPresent()
        && !properties.mayList(pass.account());
  }

  private void read(AccountWork account, M1Call<?> call, Permit permit, Consumer<CallEnd> then) {
    busy.add(account.id());
    account.dispatched();
    calls.read(
        ids.next(),
        call,
        permit,
        end -> {
          busy.remove(account.id());
          meter.read("reconcile", end);
          account.completed(end, clock.instant());
          then.accept(end);
        });
  }

  private void count(AccountWork account, Permit permit) {
    AccountId id = account.id();
    long acknowledged = acknowledged(id);
    totals.asking(id, clock.instant());
    read(
        account,
        new M1Call.ListContacts(List.of(), 1, 1),
        permit,
        end -> {
          if (ListAnswer.page(end).isPresent() && acknowledged == acknowledged(id)) {
            counted(id, acknowledged, ListAnswer.page(end).get());
          }
        });
  }

  private void counted(AccountId id, long acknowledged, M1Answers.Page<?> page) {
    Instant now = clock.instant();
    // A total below what was listed is capped.
    boolean believed = page.total().orElse(0) >= pass(id).tally().rows();
    if (believed && totals.asked(id, acknowledged, page.total(), pass(id).foreignKnown(), now)) {
      LogLine.warn(LOG)
          .with(LogKey.ACCOUNT_ID, id)
          .with(LogKey.COUNT, totals.of(id, now).shortfall())
          .say("M1 has fewer contacts than it acknowledged: all that it lists is looked through");
      begin(id);
    }
  }

  /**
   * @param moment when the page was asked for
   */
  private void listed(AccountWork account, Pass asked, long moment, CallEnd end) {
    Pass pass = pass(account.id());
    boolean same =
        pass.number() == asked.number()
            && pass.pages().equals(asked.pages())
            && pass.stage() == Stage.LISTING;
    if (!same || !(end instanceof CallEnd.Made made)) {
      return;
    }
    Instant now = clock.instant();
    Optional<M1Answers.Page<?>> page = ListAnswer.page(end);
    if (page.isPresent()) {
      failures.remove(account.id());
      List<Contact> rows = page.get().rows().stream().map(Contact.class::cast).toList();
      Findings.Found found =
          findings.of(pass, rows, page.get().damaged().size(), properties.known(account.id()));
      boolean expected = acknowledged(account.id()) > 0;
      int received = rows.size() + page.get().damaged().size();
      long deleted = contacts.removals().sinceLastList(account.id(), moment);
      Pages.Read read = new Pages.Read(found.ids(), received, page.get().total(), deleted);
      book.put(pass.listed(read, expected, found.tally(), found.odd(), now));
      ended(account.id());
    } else if (ListAnswer.isNo(made.outcome())
        || (ListAnswer.isFailure(made.outcome())
            && failures.merge(account.id(), 1, Integer::sum) >= MOST_FAILURES)) {
      failures.remove(account.id());
      book.put(pass.refused(now));
      ended(account.id());
    }
  }

  /**
   * Begins passes that are due, and looks at contacts that were not shown.
   *
   * @param accounts of the task; also those that were known before there were passes
   */
  public void step(Collection<AccountWork> accounts) {
    Instant now = clock.instant();
    book.beginAnew();
    accounts.forEach(account -> book.known(account.id()));
    for (Pass pass : book.all()) {
      Instant next = pass.nextAt(settings.every());
      if (pass.stage() == Stage.LOOKING) {
        book.put(findings.look(pass, now));
        ended(pass.account());
      } else if (next != null && !now.isBefore(next)) {
        book.put(pass.next(now));
      }
    }
  }

  private void ended(AccountId account) {
    Pass pass = pass(account);
    if (!pass.isRunning()) {
      pass.tally().say(account, pass.stage(), pass.cut());
    }
  }

  /** How far it has come, for people. */
  public Optional<ReconcileView> view(AccountId account) {
    return book.find(account)
        .map(
            pass ->
                pass.view(
                    settings.every(),
                    totals.of(account, clock.instant()),
                    contacts.counts(account)));
  }
}
