package io.m1bridge.contactsync.task;

import io.m1bridge.account.AccountAccess;
import io.m1bridge.contactsync.account.AccountWork;
import io.m1bridge.contactsync.account.Incarnations;
import io.m1bridge.contactsync.account.Trouble;
import io.m1bridge.contactsync.contact.Modes;
import io.m1bridge.contactsync.contact.Rejection;
import io.m1bridge.contactsync.ledger.Ledger;
import io.m1bridge.contracts.AccountDescriptor;
import io.m1bridge.contracts.Command;
import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.Backoff;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The accounts of a task: which are connected, and whether the M1 account behind an id is still the
 * one that our state speaks of.
 */
final class Accounts {

  private static final Logger LOG = LoggerFactory.getLogger(Accounts.class);

  private final Ledger.Section<AccountDescriptor> descriptors;
  private final Incarnations incarnations;
  private final Ledger.Section<Pause> pauses;
  private final AccountAccess access;
  private final Backoff backoff;
  private final RandomGenerator random;
  private final double costlyShare;
  private final double readingShare;
  private final Modes modes;
  private final Map<AccountId, AccountWork> works = new HashMap<>();

  Accounts(
      Ledger ledger,
      Incarnations incarnations,
      AccountAccess access,
      RandomGenerator random,
      TaskSettings settings) {
    this.descriptors = ledger.section("account", AccountDescriptor.class);
    this.incarnations = incarnations;
    this.pauses = ledger.section("pause", Pause.class);
    this.access = access;
    this.backoff = settings.backoff();
    this.random = random;
    this.costlyShare = settings.costlyShare();
    this.readingShare = settings.reconcile().share();
    this.modes = settings.modesByAccount();
  }

  /** A person holds an account's calls back; on record, so that it outlasts a restart. */
  private record Pause(AccountId account, @Nullable String by, @Nullable Instant since) {
    /** For people; a command by hand may lack either. */
    String words() {
      return "Paused"
          + (by == null ? "" : " by " + by)
          + (since == null ? "" : " since " + since)
          + ": nothing is sent until a person resumes it";
    }
  }

  /** From here on no call of the account begins; those under way end as always. */
  void pause(AccountId id, Command command) {
    if (pauses.get(id.value()).isEmpty()) {
      LogLine.info(LOG)
          .with(LogKey.ACCOUNT_ID, id)
          .with(LogKey.BY, command.by())
          .say("Calls are paused");
      pauses.put(id.value(), new Pause(id, command.by(), command.at()));
      show(id);
    }
  }

  /** The opposite of {@link #pause}. */
  void resume(AccountId id, Command command) {
    if (pauses.get(id.value()).isPresent()) {
      LogLine.info(LOG)
          .with(LogKey.ACCOUNT_ID, id)
          .with(LogKey.BY, command.by())
          .say("Calls go on");
      pauses.remove(id.value());
      show(id);
    }
  }

  /** What token-service says of an account; empty if it does not know it. */
  Optional<AccountDescriptor> descriptor(AccountId id) {
    return descriptors.get(id.value());
  }

  /** Whether a person holds its calls back. */
  boolean isPaused(AccountId id) {
    return pauses.get(id.value()).isPresent();
  }

  void load() {
    descriptors.all().forEach(descriptor -> show(new AccountId(descriptor.account())));
  }

  AccountWork get(AccountId id) {
    return works.computeIfAbsent(id, a -> new AccountWork(a, access, backoff, random));
  }

  Collection<AccountWork> all() {
    return works.values();
  }

  /** Those that are tried dry. */
  List<AccountId> dry() {
    return works.keySet().stream().filter(modes::isDry).toList();
  }

  /**
   * An account was declared, connected or lost; null if it was removed.
   *
   * @param known whether anything is believed of its contacts
   */
  void put(AccountId id, @Nullable AccountDescriptor descriptor, boolean known) {
    if (descriptor == null) {
      descriptors.remove(id.value());
      incarnations.removed(id);
    } else {
      descriptors.put(id.value(), descriptor);
      if (known) {
        incarnations.described(descriptor);
      } else {
        incarnations.put(descriptor);
      }
    }
    show(id);
  }

  /** Everything that was believed of another incarnation's contacts is forgotten. */
  void wasReset(AccountId id) {
    descriptors.get(id.value()).ifPresent(incarnations::put);
    show(id);
  }

  /** Whether another M1 account stands behind the id than the one that our state speaks of. */
  boolean isOther(AccountId id) {
    return descriptors.get(id.value()).filter(incarnations::isOther).isPresent();
  }

  /** Why no call can be made for an account before a person does something at token-service. */
  Optional<Rejection> unconnected(AccountId id) {
    Optional<AccountDescriptor> descriptor = descriptors.get(id.value());
    if (descriptor.isEmpty()) {
      return Optional.of(Rejection.ACCOUNT_UNKNOWN);
    }
    return switch (descriptor.get().state()) {
      case REGISTERED, NEEDS_AUTHORIZATION -> Optional.of(Rejection.ACCOUNT_NOT_CONNECTED);
      case AUTHORIZED, SUSPENDED -> Optional.empty();
    };
  }

  private void show(AccountId id) {
    Optional<AccountDescriptor> descriptor = descriptors.get(id.value());
    AccountWork work = get(id);
    descriptor.ifPresent(
        found -> {
          work.costly().limit((int) (found.callsPerHour() * costlyShare));
          work.reading().limit((int) (found.callsPerHour() * readingShare));
        });
    Optional<Trouble> why = blockedBy(id, descriptor);
    if (isOther(id) && !work.trouble().equals(why)) {
      LogLine.error(LOG)
          .with(LogKey.ACCOUNT_ID, id)
          .with(LogKey.REASON, why.map(Trouble::words).orElse(""))
          .say("Nothing is sent: the id stands for another account");
    }
    work.blockedBy(why);
  }

  private Optional<Trouble> dryRun(AccountId id) {
    return modes.isDry(id)
        ? Optional.of(
            Trouble.paused(
                "Dry run: calls are planned and none is made, until m1bridge.contact-sync.dry-run"
                    + " says otherwise at a restart"))
        : Optional.empty();
  }

  private Trouble other(AccountId id, AccountDescriptor descriptor) {
    String why =
        incarnations.wasRemoved(id) && descriptor.m1AccountId() == null
            ? "The account was removed and declared anew, and no number of M1 tells whether it is"
                + " the same one: connect it"
            : "Another M1 account stands behind this id (incarnation "
                + descriptor.incarnation()
                + ")";
    return Trouble.paused(
        why
            + ". Nothing is sent until it is known to be the same, or a person resets the state of"
            + " the old one (reset-incarnation)");
  }

  private Optional<Trouble> blockedBy(AccountId id, Optional<AccountDescriptor> descriptor) {
    if (descriptor.isEmpty()) {
      return Optional.of(Trouble.UNKNOWN_ACCOUNT);
    }
    if (isOther(id)) {
      return Optional.of(other(id, descriptor.get()));
    }
    return switch (descriptor.get().state()) {
      case AUTHORIZED ->
          pauses.get(id.value()).map(pause -> Trouble.paused(pause.words())).or(() -> dryRun(id));
      case SUSPENDED ->
          Optional.of(Trouble.unauthorized("The account is suspended: resume it at token-service"));
      case REGISTERED, NEEDS_AUTHORIZATION ->
          Optional.of(
              Trouble.unauthorized("The account is not connected: connect it at token-service"));
    };
  }
}
