package io.m1bridge.contactsync.price;

import io.m1bridge.contactsync.change.ChangeParser;
import io.m1bridge.contactsync.change.ContactRules;
import io.m1bridge.contactsync.change.IntakeSettings;
import io.m1bridge.contactsync.contact.Identities;
import io.m1bridge.contactsync.mapping.Mapping;
import io.m1bridge.contactsync.mapping.MappingException;
import io.m1bridge.contactsync.mapping.MappingReader;
import io.m1bridge.contactsync.source.MappedReader;
import io.m1bridge.contactsync.store.WorkRules;
import io.m1bridge.contactsync.task.TaskSettings;
import io.m1bridge.m1.AccountId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The prices that are being made in this process; a few at a time, since each takes memory. One
 * whose rows stop coming is given up, and its contacts with it. Safe for several threads.
 */
public final class Prices {

  /** At once. */
  static final int MOST = 2;

  /** How long one waits for its next rows. */
  static final Duration PATIENCE = Duration.ofMinutes(10);

  private final IntakeSettings intake;
  private final Identities identities;
  private final TaskSettings settings;
  private final Clock clock;
  private final Map<String, Open> open = new HashMap<>();

  /**
   * @param intake what may come in
   * @param identities what contacts are known by, where a mapping does not say so
   * @param settings how changes become calls
   */
  public Prices(IntakeSettings intake, Identities identities, TaskSettings settings, Clock clock) {
    this.intake = intake;
    this.identities = identities;
    this.settings = settings;
    this.clock = clock;
  }

  private record Open(PriceRun run, AccountId account, Instant usedAt) {}

  /**
   * Begins one.
   *
   * @param mapping text of the mapping file that reads the rows; null if they are of our own form
   * @param present what is known of the account
   * @return its id; empty if there are too many
   * @throws MappingException if the mapping cannot be used
   */
  public Optional<String> begin(AccountId account, @Nullable String mapping, Present present) {
    return add(account, new PriceRun(account, present, rules(account, mapping, present), clock));
  }

  private synchronized Optional<String> add(AccountId account, PriceRun run) {
    expire();
    if (open.size() >= MOST) {
      return Optional.empty();
    }
    String id = UUID.randomUUID().toString();
    open.put(id, new Open(run, account, clock.instant()));
    return Optional.of(id);
  }

  private PriceRules rules(AccountId account, @Nullable String mapping, Present present) {
    IntakeSettings ofAccount =
        new IntakeSettings(account, intake.keyFormat(), intake.maxChangeBytes(), intake.dates());
    WorkRules work =
        new WorkRules(
            settings.addMerge(),
            settings.consent(present),
            settings.fieldOwners(),
            settings.keyColumns());
    if (mapping == null) {
      return new PriceRules(
          new ChangeParser(ofAccount, new ContactRules(ofAccount, identities, clock)),
          ofAccount.keyFormat(),
          work,
          settings);
    }
    Mapping read = MappingReader.read("of the rows", mapping);
    Identities said =
        read.knownBy() == null ? identities : new Identities(Map.of(account, read.identity()));
    return new PriceRules(
        new MappedReader(read, new ContactRules(ofAccount, said, clock)),
        read.keyFormat(),
        work,
        settings);
  }

  /** One of an account that is being made; empty if there is none of this id. */
  public synchronized Optional<PriceRun> find(AccountId account, String id) {
    expire();
    Open found = open.get(id);
    if (found == null || !found.account().equals(account)) {
      return Optional.empty();
    }
    open.put(id, new Open(found.run(), account, clock.instant()));
    return Optional.of(found.run());
  }

  /** One of an account has ended, goes wrong, or is wanted no more; nothing if there is none. */
  public synchronized void end(AccountId account, String id) {
    Open found = open.get(id);
    if (found != null && found.account().equals(account)) {
      open.remove(id);
    }
  }

  /** Gives up those whose rows stopped coming. */
  public synchronized void expire() {
    Instant last = clock.instant().minus(PATIENCE);
    open.values().removeIf(one -> one.usedAt().isBefore(last));
  }
}
