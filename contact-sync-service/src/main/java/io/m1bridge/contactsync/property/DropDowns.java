package io.m1bridge.contactsync.property;

import io.m1bridge.contactsync.contact.FieldNames;
import io.m1bridge.contactsync.contact.Fingerprint;
import io.m1bridge.contactsync.contact.Labels;
import io.m1bridge.contactsync.ledger.Ledger;
import io.m1bridge.contactsync.mapping.DropDown;
import io.m1bridge.contactsync.pack.Properties;
import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.Backoff;
import io.m1bridge.m1.M1Answers.Property;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Options of drop-downs that mappings name. No call of M1 lists them: what it was told is on
 * record, and a value that is not among that is added before a contact that has it is sent, where
 * the mapping says so.
 *
 * <p>Why: {@code docs/rationale.md#options-of-a-drop-down-are-the-mappings}.
 */
final class DropDowns {

  private static final Logger LOG = LoggerFactory.getLogger(DropDowns.class);
  private static final int TEXT = 1;
  private static final int DROP_DOWN = 2;

  /** Options that M1 refused so often without a reason, it does not take. */
  private static final int MOST_UNEXPLAINED = 5;

  /** How long M1 is not asked: it may have been one bad value of many, or M1's trouble. */
  private static final Backoff PAUSES = new Backoff(PropertyBook.LOOK_AGAIN, Duration.ofHours(1));

  private final Ledger.Section<Told> stored;
  private final CreationRules rules;
  private final Clock clock;
  private final Map<String, Set<String>> told = new HashMap<>();
  private final Map<AccountId, Map<String, Wanted>> wanted = new HashMap<>();
  private final Map<String, Integer> unexplained = new HashMap<>();
  private final Map<String, GivenUp> givenUp = new HashMap<>();

  DropDowns(Ledger ledger, CreationRules rules, Clock clock) {
    this.stored = ledger.section("drop-down", Told.class);
    this.rules = rules;
    this.clock = clock;
  }

  /** Options that M1 took. */
  record Told(AccountId account, String label, List<String> options) {}

  /**
   * New options of a drop-down are not added for a while.
   *
   * @param times so often in a row
   */
  private record GivenUp(int times, Instant until) {}

  /** Values that are no options yet, and how many contacts were seen to have one. */
  private static final class Wanted {
    private final Set<String> values = new LinkedHashSet<>();
    private int contacts;

    void add(String value) {
      if (values.size() <= DropDown.MOST) {
        values.add(value);
      }
      contacts++;
    }
  }

  /** The call that makes a property. */
  M1Call.AddProperty toMake(AccountId account, String label) {
    List<String> options = rules.dropDown(account, label).map(DropDown::options).orElse(List.of());
    return new M1Call.AddProperty(label, options.isEmpty() ? TEXT : DROP_DOWN, label, options);
  }

  /** M1 made it. */
  void made(AccountId account, String label) {
    rules.dropDown(account, label).ifPresent(said -> tell(account, label, said.options()));
  }

  /** A person made one, or gave it other options or another name; M1 took that. */
  void changed(AccountId account, String label, int type, List<String> options) {
    if (type == DROP_DOWN) {
      tell(account, label, options);
    } else {
      gone(account, label);
    }
  }

  /** A person deleted one: what M1 was told of it is told anew, should it come back. */
  void gone(AccountId account, String label) {
    String id = id(account, label);
    givenUp.remove(id);
    unexplained.remove(id);
    told.remove(id);
    stored.remove(id);
  }

  /**
   * Whether M1 has an option for each of these values; what it has not is added next.
   *
   * @param values by field name
   */
  boolean hasAll(AccountId account, Map<String, String> values, Properties known) {
    boolean all = true;
    for (Map.Entry<String, String> entry : values.entrySet()) {
      String label = FieldNames.label(entry.getKey()).orElse("");
      String value = entry.getValue();
      if (!label.isEmpty() && !value.isEmpty() && lacks(account, label, value, known)) {
        wanted
            .computeIfAbsent(account, any -> new LinkedHashMap<>())
            .computeIfAbsent(label, any -> new Wanted())
            .add(value);
        all = false;
      }
    }
    return all;
  }

  private boolean lacks(AccountId account, String label, String value, Properties known) {
    return rules.dropDown(account, label).filter(DropDown::adds).isPresent()
        && DropDown.mayBeOption(value)
        && known.dropDown(label).isPresent()
        && !isGivenUp(id(account, label))
        && !told(account, label).contains(value);
  }

  private boolean isGivenUp(String id) {
    GivenUp some = givenUp.get(id);
    return some != null && clock.instant().isBefore(some.until());
  }

  /**
   * Forgets what is wanted of drop-downs that are none any more: somebody deleted them, or made
   * them a text. They are made, or not, as any label is that contacts need.
   *
   * @return whether there were any, so that contacts that wait are looked at again
   */
  boolean dropGone(AccountId account, Properties known) {
    Map<String, Wanted> some = wanted.get(account);
    return some != null && some.keySet().removeIf(label -> known.dropDown(label).isEmpty());
  }

  /** The drop-down that most contacts wait for. */
  Optional<Creation> next(AccountId account) {
    return wanted.getOrDefault(account, Map.of()).entrySet().stream()
        .map(entry -> new Creation(entry.getKey(), entry.getValue().contacts))
        .reduce((one, other) -> other.contacts() > one.contacts() ? other : one);
  }

  /**
   * The call that adds what is wanted: with all options, since M1's page does not say what becomes
   * of those that are not sent. Empty where there would be too many.
   */
  Optional<M1Call.EditProperty> toAdd(AccountId account, String label, Property property) {
    Set<String> options = new LinkedHashSet<>(toMake(account, label).options());
    options.addAll(told(account, label));
    Wanted news = wanted.getOrDefault(account, Map.of()).get(label);
    if (news != null) {
      options.addAll(news.values);
    }
    if (options.size() > DropDown.MOST) {
      giveUp(account, label, "more than " + DropDown.MOST + " options");
      return Optional.empty();
    }
    return Optional.of(
        new M1Call.EditProperty(
            property.id(),
            property.label(),
            DROP_DOWN,
            property.description(),
            List.copyOf(options)));
  }

  /**
   * M1 answered.
   *
   * @return whether contacts that wait may go on
   */
  boolean added(AccountId account, String label, M1Call.EditProperty call, M1Outcome<?> outcome) {
    if (outcome instanceof M1Outcome.Accepted<?>) {
      tell(account, label, call.options());
      wanted.getOrDefault(account, Map.of()).remove(label);
      return true;
    }
    if (outcome instanceof M1Outcome.Refused<?>) {
      return giveUp(account, label, "M1 refuses them");
    }
    return PropertyWrites.isUnexplained(outcome) && unexplained(account, label);
  }

  /**
   * M1 gave no answer, or none that says why it did not do it: perhaps for one of the options.
   *
   * @return whether contacts that wait may go on
   */
  boolean unexplained(AccountId account, String label) {
    return unexplained.merge(id(account, label), 1, Integer::sum) >= MOST_UNEXPLAINED
        && giveUp(account, label, "M1 does not take them, and does not say why");
  }

  /**
   * Values are sent as they are for a while, the longer the more often that was so: M1 may take any
   * text, or refuse the contact. The log says it the first time.
   *
   * @return that contacts that wait may go on
   */
  boolean giveUp(AccountId account, String label, String why) {
    String id = id(account, label);
    GivenUp before = givenUp.get(id);
    int times = before == null ? 1 : before.times() + 1;
    Duration pause = PAUSES.after(times);
    if (before == null) {
      LogLine.warn(LOG)
          .with(LogKey.ACCOUNT_ID, account)
          .with(LogKey.DETAIL, label + ": " + why)
          .with(LogKey.WAIT, pause)
          .say("New options of a drop-down are not added for now: its values are sent as they are");
    }
    givenUp.put(id, new GivenUp(times, clock.instant().plus(pause)));
    wanted.getOrDefault(account, Map.of()).remove(label);
    return true;
  }

  /** Another M1 account stands behind the id. */
  void abandon(AccountId account) {
    wanted.remove(account);
    for (Told one : stored.part(account + "/", "", Integer.MAX_VALUE)) {
      gone(account, one.label());
    }
    givenUp.keySet().removeIf(id -> id.startsWith(account + "/"));
    unexplained.keySet().removeIf(id -> id.startsWith(account + "/"));
  }

  private void tell(AccountId account, String label, List<String> options) {
    String id = id(account, label);
    givenUp.remove(id);
    unexplained.remove(id);
    told.put(id, new HashSet<>(options));
    stored.put(id, new Told(account, label, options));
  }

  private Set<String> told(AccountId account, String label) {
    String id = id(account, label);
    return told.computeIfAbsent(
        id, any -> stored.get(id).map(one -> new HashSet<>(one.options())).orElseGet(HashSet::new));
  }

  private static String id(AccountId account, String label) {
    return account + "/" + Fingerprint.of(Labels.comparable(label));
  }
}
