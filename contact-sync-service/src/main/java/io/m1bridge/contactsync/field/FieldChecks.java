package io.m1bridge.contactsync.field;

import io.m1bridge.account.Permit;
import io.m1bridge.contactsync.account.AccountWork;
import io.m1bridge.contactsync.call.CallEnd;
import io.m1bridge.contactsync.call.CallIds;
import io.m1bridge.contactsync.call.Calls;
import io.m1bridge.contactsync.mapping.MappedField;
import io.m1bridge.contactsync.metric.TaskMeter;
import io.m1bridge.contactsync.property.PropertyCalls;
import io.m1bridge.contactsync.view.MissingField;
import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.Backoff;
import io.m1bridge.m1.M1Answers;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares what mappings write with the fields that M1 says an account has, once its process has
 * begun and once a day, on calls that nobody else wants: two for an account, one for M1's own
 * fields and one for custom properties, which {@link PropertyCalls} looks at.
 *
 * <p>Why: {@code docs/rationale.md#a-mappings-targets-are-compared-with-m1s-fields-later}.
 */
public final class FieldChecks {

  private static final Logger LOG = LoggerFactory.getLogger(FieldChecks.class);
  private static final Duration EVERY = Duration.ofDays(1);
  private static final Duration AGAIN = Duration.ofMinutes(10);
  private static final Backoff AFTER_REFUSALS = new Backoff(AGAIN, Duration.ofHours(1));

  private final List<MappedField> mapped;
  private final Calls calls;
  private final CallIds ids;
  private final TaskMeter meter;
  private final Clock clock;
  private final PropertyCalls properties;
  private final Predicate<AccountId> asks;
  private final Map<AccountId, Instant> fieldsDue = new HashMap<>();
  private final Map<AccountId, Integer> refusals = new HashMap<>();
  private final Map<AccountId, Instant> propertiesDue = new HashMap<>();
  private final Map<AccountId, List<MissingField>> missing = new HashMap<>();

  /**
   * @param mapped what mappings write
   * @param asks whether calls of an account may be made, were it only to read
   */
  public FieldChecks(
      List<MappedField> mapped,
      Calls calls,
      CallIds ids,
      TaskMeter meter,
      Clock clock,
      PropertyCalls properties,
      Predicate<AccountId> asks) {
    this.mapped = List.copyOf(mapped);
    this.calls = calls;
    this.ids = ids;
    this.meter = meter;
    this.clock = clock;
    this.properties = properties;
    this.asks = asks;
  }

  /** Asks for what is due. */
  public void step(Collection<AccountWork> accounts) {
    if (mapped.isEmpty()) {
      return;
    }
    Instant now = clock.instant();
    for (AccountWork account : accounts) {
      if (account.mayCall(now)
          && account.inFlight() == 0
          && calls.hasRoom()
          && asks.test(account.id())
          && mapped.stream().anyMatch(field -> field.isOf(account.id()))) {
        ask(account, now);
      }
    }
  }

  private void ask(AccountWork account, Instant now) {
    AccountId id = account.id();
    if (isDue(fieldsDue, id, now)) {
      account.sparePermit().ifPresent(permit -> askForFields(account, permit, now));
    } else if (isDue(propertiesDue, id, now) && properties.mayList(id)) {
      account
          .sparePermit()
          .ifPresent(
              permit -> {
                propertiesDue.put(id, now.plus(EVERY));
                properties.list(account, permit);
              });
    }
  }

  private static boolean isDue(Map<AccountId, Instant> due, AccountId account, Instant now) {
    return !now.isBefore(due.getOrDefault(account, Instant.MIN));
  }

  private void askForFields(AccountWork account, Permit permit, Instant now) {
    AccountId id = account.id();
    fieldsDue.put(id, now.plus(AGAIN));
    account.dispatched();
    calls.read(
        ids.next(),
        new M1Call.ContactSetting(),
        permit,
        end -> {
          meter.read("contact/setting", end);
          account.completed(end, clock.instant());
          Optional<FieldList> list = list(end);
          if (list.isPresent()) {
            listed(id, list.get());
          } else if (isRefused(end)) {
            refused(id);
          }
        });
  }

  /** M1 answered, and not with a list of fields: most likely it never will. */
  private static boolean isRefused(CallEnd end) {
    return end instanceof CallEnd.Made made
        && (made.outcome() instanceof M1Outcome.Refused<?>
            || made.outcome() instanceof M1Outcome.Unexplained<?>
            || made.outcome() instanceof M1Outcome.Accepted<?>);
  }

  private void refused(AccountId account) {
    int times = refusals.merge(account, 1, Integer::sum);
    fieldsDue.put(account, clock.instant().plus(AFTER_REFUSALS.after(times)));
    if (times == 1) {
      LogLine.warn(LOG)
          .with(LogKey.ACCOUNT_ID, account)
          .say("M1 does not tell which fields this account has: mappings are not compared with it");
    }
  }

  /** A list with a row that could not be read may hide any field. */
  private static Optional<FieldList> list(CallEnd end) {
    return end instanceof CallEnd.Made made
            && made.outcome() instanceof M1Outcome.Accepted<?> accepted
            && accepted.value() instanceof M1Answers.Rows<?> rows
            && rows.damaged().isEmpty()
        ? FieldList.of(
            rows.rows().stream()
                .map(M1Answers.Setting.class::cast)
                .filter(M1Answers.Setting::isOrigin)
                .map(M1Answers.Setting::field)
                .toList())
        : Optional.empty();
  }

  private void listed(AccountId account, FieldList list) {
    fieldsDue.put(account, clock.instant().plus(EVERY));
    refusals.remove(account);
    List<MissingField> now =
        list.missing(mapped.stream().filter(field -> field.isOf(account)).toList());
    for (MissingField field : now) {
      if (!of(account).contains(field)) {
        LogLine.warn(LOG)
            .with(LogKey.ACCOUNT_ID, account)
            .with(LogKey.SETTING, field.file() + ", line " + field.line())
            .with(LogKey.DETAIL, field.says())
            .say("A mapping writes a field that contacts of this account do not have at M1");
      }
    }
    missing.put(account, now);
  }

  /** What mappings write and M1 does not have, as it listed its fields last. */
  public List<MissingField> of(AccountId account) {
    return missing.getOrDefault(account, List.of());
  }

  /** Another M1 account stands behind the id. */
  public void abandon(AccountId account) {
    fieldsDue.remove(account);
    refusals.remove(account);
    propertiesDue.remove(account);
    missing.remove(account);
  }
}
