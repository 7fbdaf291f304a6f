package io.m1bridge.contactsync.task;

import io.m1bridge.contactsync.consent.Consent;
import io.m1bridge.contactsync.consent.SuppressionLookup;
import io.m1bridge.contactsync.consent.SuppressionPolicy;
import io.m1bridge.contactsync.contact.AddMerge;
import io.m1bridge.contactsync.contact.ContactLimits;
import io.m1bridge.contactsync.contact.KeyProperties;
import io.m1bridge.contactsync.contact.Mode;
import io.m1bridge.contactsync.contact.Modes;
import io.m1bridge.contactsync.contact.Owners;
import io.m1bridge.contactsync.delete.DeleteGuard;
import io.m1bridge.contactsync.delete.DeleteSettings;
import io.m1bridge.contactsync.delete.GuardSettings;
import io.m1bridge.contactsync.forget.ForgetSettings;
import io.m1bridge.contactsync.pack.Limits;
import io.m1bridge.contactsync.plan.InputFlow;
import io.m1bridge.contactsync.reconcile.ReconcileSettings;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.Backoff;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** How changes become calls; README has the table. */
@ConfigMapping(prefix = "m1bridge.contact-sync")
public interface TaskSettings {

  /**
   * What we take an add to do to a contact that M1 has already: {@code new-wins} or {@code
   * unknown}, where an edit follows each add.
   */
  @WithDefault("new-wins")
  AddMerge addMerge();

  /**
   * What the contacts of an account are to become: {@code mirror}, what the CRM has; {@code
   * upsert}, where nothing is ever deleted; {@code update-only}, where nothing is added either;
   * {@code add-only}, where nothing is changed either.
   */
  @WithDefault("mirror")
  Mode mode();

  /** The mode of single accounts, by account id. */
  Map<String, Mode> modes();

  /** Whether calls are planned and shown, and none is made. */
  @WithDefault("false")
  boolean dryRun();

  /** The same of single accounts, by account id. */
  Map<String, Boolean> dryRuns();

  /**
   * What becomes of a contact that {@code edm.suppressions}, or its field {@code optOut}, says not
   * to mail: {@code block}, {@code do-not-mail-group}, or {@code allow}, where the topic is not
   * read.
   */
  @WithDefault("block")
  SuppressionPolicy suppressions();

  /** The group of M1 that such contacts join with {@code do-not-mail-group}. */
  @WithDefault("do-not-mail")
  String doNotMailGroup();

  /**
   * Who owns a field: {@code crm}, {@code m1} or {@code shared}; by its name in the contract,
   * {@code custom:LABEL}, or {@code groups}.
   */
  Map<String, String> owners();

  /** The custom property that holds the CRM's keys, by account id: {@link KeyProperties}. */
  Map<String, String> keyProperties();

  /** Contacts that M1 allows, by account id; for all others what their plan allows. */
  @WithName("contact-limits")
  Map<String, Long> mostContacts();

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
   * How long after its start bytes of a call may still be sent; at least {@code
   * m1bridge.m1.call-timeout}. Part of the in-doubt period, with {@link #networkDelay}.
   */
  @WithDefault("${m1bridge.m1.call-timeout:30s}")
  Duration callTimeout();

  /**
   * How long the network may keep a call that was sent until it lands at M1, whatever became of its
   * caller: no time-out of ours takes back what is on its way. Counts from the last byte, so after
   * {@link #callTimeout}.
   */
  @WithDefault("60s")
  Duration networkDelay();

  /** How often a task looks for ended calls and for work. */
  @WithDefault("100ms")
  Duration tick();

  /** Many fresh records at once: more is likely to come. */
  BurstSettings burst();

  /** Old records, such as after a stop: more is already waiting to be read. */
  BacklogSettings backlog();

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

  GuardSettings deleteGuard();

  /** Whether many contacts may be deleted together with a group that they were put into. */
  @WithDefault("false")
  boolean groupDelete();

  /** The same of single accounts, by account id. */
  Map<String, Boolean> groupDeletes();

  /** How long contacts wait for their account to be known and connected; then dead letters. */
  @WithDefault("30d")
  Duration unconnectedPatience();

  /**
   * How long it is known of a deleted contact where its last change stood, so that no replayed dead
   * letter brings it back; as long as letters are kept.
   */
  @WithDefault("30d")
  Duration rememberDeleted();

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

  /** How what M1 lists is compared with what it acknowledged. */
  ReconcileSettings reconcile();

  /** How people are forgotten. */
  ForgetSettings forget();

  /** What the contacts of each account are to become. */
  default Modes modesByAccount() {
    return new Modes(mode(), byAccount(modes()), dryRun(), byAccount(dryRuns()));
  }

  private static <T> Map<AccountId, T> byAccount(Map<String, T> values) {
    return values.entrySet().stream()
        .collect(Collectors.toMap(entry -> new AccountId(entry.getKey()), Map.Entry::getValue));
  }

  /** How many contacts M1 allows each account. */
  default PlanLimits planLimits() {
    return new PlanLimits(mostContacts());
  }

  /** Who owns which field. */
  default Owners fieldOwners() {
    return Owners.of(owners());
  }

  /** By which property an edit finds contacts whose email changes. */
  default KeyProperties keyColumns() {
    return KeyProperties.of(keyProperties(), fieldOwners());
  }

  /** What becomes of contacts that are not to be mailed. */
  default Consent consent(SuppressionLookup suppressions) {
    return new Consent(suppressions, suppressions(), doNotMailGroup());
  }

  /** Of one call. */
  default Limits limits() {
    return new Limits(maxRows(), maxFormBytes());
  }

  /** When to wait for a full batch. */
  default InputFlow.Settings flow() {
    return new InputFlow.Settings(
        new InputFlow.Waiting(burst().silence(), burst().maxAge()),
        burst().records(),
        new InputFlow.Waiting(backlog().silence(), backlog().maxAge()),
        backlog().old());
  }

  /** So long after its intent a call may still land. */
  default Duration inDoubtFor() {
    return InDoubt.time(this);
  }

  /** After failures of M1. */
  default Backoff backoff() {
    return new Backoff(firstBackoff(), maxBackoff());
  }

  /** How deletes are made. */
  default DeleteSettings deletes() {
    Map<AccountId, Boolean> byGroup = byAccount(groupDeletes());
    return new DeleteSettings(
        maxRows(),
        deletePatience(),
        limitPause(),
        failuresUntilBisect(),
        account -> byGroup.getOrDefault(account, groupDelete()));
  }

  /** How many deletes an hour need no person. */
  default DeleteGuard.Limit deleteLimit() {
    return new DeleteGuard.Limit(deleteGuard().count(), deleteGuard().share());
  }

  /** How much one contact may come to. */
  default ContactLimits contactLimits() {
    return new ContactLimits(maxLabels(), maxGroups(), maxContactBytes());
  }

  /**
   * Checks what types cannot.
   *
   * @throws IllegalArgumentException with the name of the setting
   */
  static void check(TaskSettings settings) {
    settings.modesByAccount().check(settings.addMerge());
    settings.fieldOwners();
    settings.modesByAccount().check(settings.keyColumns());
    settings.planLimits();
    settings.limits();
    settings.flow();
    settings.backoff();
    settings.deleteLimit();
    settings.contactLimits();
    settings.reconcile().check();
    settings.forget().check();
    InDoubt.check(settings);
  }
}
