package io.m1bridge.contactsync;

import io.m1bridge.account.Permit;
import io.m1bridge.contactsync.change.DateRange;
import io.m1bridge.contactsync.change.IntakeSettings;
import io.m1bridge.contactsync.change.KeyFormat;
import io.m1bridge.contactsync.consent.SuppressionPolicy;
import io.m1bridge.contactsync.contact.AddMerge;
import io.m1bridge.contactsync.contact.ContactLimits;
import io.m1bridge.contactsync.contact.Mode;
import io.m1bridge.contactsync.contact.Modes;
import io.m1bridge.contactsync.delete.DeleteGuard.Limit;
import io.m1bridge.contactsync.pack.Limits;
import io.m1bridge.contactsync.plan.InputFlow;
import io.m1bridge.contactsync.task.TaskSettings;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.Backoff;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What an operator may say about this service; README has the table. */
@ConfigMapping(prefix = "m1bridge.contact-sync")
public interface ContactSyncConfig {

  /** As much as the clocks of two owners may differ. */
  Duration CLOCK_MARGIN = Duration.ofSeconds(10);

  /** Consumer group and prefix of internal topics; another one starts with nothing known. */
  @WithDefault("contact-sync")
  String applicationId();

  /** Account of changes without the extension {@code m1account}; without it those are invalid. */
  Optional<String> defaultAccount();

  /** How record keys are read where a change has no subject: text, long, uuid or hex. */
  @WithDefault("text")
  KeyFormat keyFormat();

  /** Bytes of one change at most, key, value and headers together. */
  @WithDefault("262144")
  int maxChangeBytes();

  /**
   * Further topics that changes are read from, each with its mapping file; {@code docs/mapping.md}.
   */
  Map<String, Path> sources();

  Dates dates();

  /** Days that a birthday may plausibly have; anything else is a dead letter. */
  interface Dates {

    /** The first one. */
    @WithDefault("1900-01-01")
    LocalDate earliest();

    /** The last one; without it tomorrow. */
    Optional<LocalDate> latest();
  }

  /**
   * What we take an add to do to a contact that M1 has already: {@code new-wins} or {@code
   * unknown}, where an edit follows each add.
   */
  @WithDefault("new-wins")
  AddMerge addMerge();

  /**
   * What the contacts of an account are to become: {@code mirror}, what the CRM has, or {@code
   * upsert}, where nothing is ever deleted.
   */
  @WithDefault("mirror")
  Mode mode();

  /** The mode of single accounts, by account id. */
  Map<String, Mode> modes();

  /**
   * Whether an address that {@code edm.suppressions} says not to mail is added: {@code block} or
   * {@code allow}, where the topic is not read.
   */
  @WithDefault("block")
  SuppressionPolicy suppressions();

  /** Rows of one call at most, 1 to 1,000. */
  @WithDefault("1000")
  int maxRows();

  /** Bytes of one form at most; Chinese text has nine a character. */
  @WithDefault("1900000")
  int maxFormBytes();

  /** Calls of one account in flight at once. */
  @WithDefault("4")
  int maxInFlight();

  /** Queued contacts that are looked at for one call. */
  @WithDefault("4000")
  int scanRows();

  /** Whether custom properties that M1 does not have are created. */
  @WithDefault("true")
  boolean createProperties();

  /**
   * How long after its start a call may still land at M1; at least {@code
   * m1bridge.m1.call-timeout}. Part of the hold-back.
   */
  @WithDefault("${m1bridge.m1.call-timeout:30s}")
  Duration callTimeout();

  /** How often a task looks for ended calls and for work. */
  @WithDefault("100ms")
  Duration tick();

  Burst burst();

  /** Many fresh records at once: more is likely to come. */
  interface Burst {

    /** So many records within one tick. */
    @WithDefault("50")
    int records();

    /** How long nothing may come before it counts as over. */
    @WithDefault("500ms")
    Duration silence();

    /** Meanwhile a contact that was queued this long goes without a full batch. */
    @WithDefault("3s")
    Duration maxAge();
  }

  Backlog backlog();

  /** Old records, such as after a stop: more is already waiting to be read. */
  interface Backlog {

    /** A record older than this when it is read. */
    @WithDefault("5s")
    Duration old();

    /** How long nothing may come before it counts as read. */
    @WithDefault("2s")
    Duration silence();

    /** Meanwhile a contact that was queued this long goes without a full batch. */
    @WithDefault("30s")
    Duration maxAge();
  }

  /** Wait after a first failure of M1; doubles with each. */
  @WithDefault("1s")
  Duration firstBackoff();

  /** Wait after many failures. */
  @WithDefault("1m")
  Duration maxBackoff();

  /** How long adds wait after M1 said that the account is full. */
  @WithDefault("10m")
  Duration limitPause();

  /**
   * A batch that M1 failed on, or refused without a reason, so often while other calls pass is
   * bisected.
   */
  @WithDefault("5")
  int failuresUntilBisect();

  /**
   * How long M1's lists may lag: a contact that is to be deleted and that they do not show as they
   * should is looked for so long after the last progress, then rejected.
   */
  @WithDefault("10m")
  Duration deletePatience();

  DeleteGuard deleteGuard();

  /** Deletes of one account within an hour that need no person: more than both are held back. */
  interface DeleteGuard {

    /** Contacts. */
    @WithDefault("100")
    int count();

    /** Share of the account's contacts; with 1 nothing is ever held back. */
    @WithDefault("0.1")
    double share();
  }

  /** Custom labels of one contact, those cleared included. */
  @WithDefault("100")
  int maxLabels();

  /** Groups of one contact, wanted or joined. */
  @WithDefault("100")
  int maxGroups();

  /** Bytes of all values of one contact, all its changes together. */
  @WithDefault("262144")
  int maxContactBytes();

  /**
   * Share of an account's calls per hour for what costs many calls and serves few contacts: new
   * custom properties, and groups that hardly anybody else joins.
   */
  @WithDefault("0.1")
  double costlyShare();

  /** What may come in, for the core, which knows no configuration. */
  default IntakeSettings intakeSettings() {
    return new IntakeSettings(
        defaultAccount().map(AccountId::new).orElse(null),
        keyFormat(),
        maxChangeBytes(),
        new DateRange(dates().earliest(), dates().latest().orElse(null)));
  }

  private static Map<AccountId, Mode> byAccount(Map<String, Mode> modes) {
    return modes.entrySet().stream()
        .collect(Collectors.toMap(entry -> new AccountId(entry.getKey()), Map.Entry::getValue));
  }

  private InputFlow.Settings flow() {
    return new InputFlow.Settings(
        new InputFlow.Waiting(burst().silence(), burst().maxAge()),
        burst().records(),
        new InputFlow.Waiting(backlog().silence(), backlog().maxAge()),
        backlog().old());
  }

  /** For the core, which knows no configuration. */
  default TaskSettings taskSettings() {
    return new TaskSettings(
        addMerge(),
        new Modes(mode(), byAccount(modes())),
        suppressions(),
        new Limits(maxRows(), maxFormBytes()),
        flow(),
        Permit.MAX_VALIDITY.plus(callTimeout()).plus(CLOCK_MARGIN),
        maxInFlight(),
        scanRows(),
        new Backoff(firstBackoff(), maxBackoff()),
        limitPause(),
        failuresUntilBisect(),
        createProperties(),
        deletePatience(),
        new Limit(deleteGuard().count(), deleteGuard().share()),
        new ContactLimits(maxLabels(), maxGroups(), maxContactBytes()),
        costlyShare(),
        tick());
  }
}
