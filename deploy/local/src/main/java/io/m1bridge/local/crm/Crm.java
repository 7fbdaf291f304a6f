package io.m1bridge.local.crm;

import io.m1bridge.local.options.UserError;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The truth: applies each change in its order per contact and says what M1 must show in the end.
 * The rules are those of the contract: a field that is absent is left alone, {@code null} clears
 * what was set before, a delete forgets everything, so that a contact made anew under the same key
 * starts empty. M1's account is taken to be empty at the start.
 *
 * <p>Not thread-safe.
 *
 * <p>Why: {@code docs/rationale.md#the-truth-is-computed-twice}.
 */
public final class Crm {
  private final Map<String, Record> live = new LinkedHashMap<>();
  private final Clock clock;

  public Crm(Clock clock) {
    this.clock = clock;
  }

  /**
   * Applies one change.
   *
   * @return why it must become a dead letter, or null if it is valid
   */
  public @Nullable String apply(Change change) {
    return apply(
        ChangeRules.judge(change, LocalDate.now(clock.withZone(ZoneOffset.UTC)).plusDays(1)));
  }

  /**
   * Applies one change of a hostile history, whose right outcome stands beside it.
   *
   * @return why it must become a dead letter, or null if it is valid
   */
  public @Nullable String apply(HostileChange change) {
    return apply(change.verdict());
  }

  private @Nullable String apply(Verdict verdict) {
    if (verdict instanceof Verdict.Invalid invalid) {
      return invalid.reason();
    }
    return apply((Verdict.Valid) verdict);
  }

  private @Nullable String apply(Verdict.Valid change) {
    return switch (change.type()) {
      case DELETED -> {
        live.remove(change.key());
        yield null;
      }
      case UPSERTED -> {
        live.computeIfAbsent(change.key(), key -> new Record()).say(change.said());
        yield null;
      }
      case PATCHED -> {
        Record present = live.get(change.key());
        if (present == null) {
          if (change.said().fields().get("email") == null) {
            yield "a patch of an unknown contact, without email";
          }
          present = new Record();
          live.put(change.key(), present);
        }
        present.say(change.said());
        yield null;
      }
    };
  }

  /** How many contacts there are now. */
  public int size() {
    return live.size();
  }

  /**
   * What M1 must show, by email in lower case.
   *
   * @throws UserError if two live contacts share an email: M1 can hold only one of them
   */
  public Map<String, ExpectedContact> expected() {
    Map<String, ExpectedContact> byEmail = new TreeMap<>();
    live.forEach(
        (key, record) -> {
          String email = record.fields.getOrDefault("email", "");
          ExpectedContact contact =
              new ExpectedContact(
                  email, record.fields, record.custom, record.lastGroups, record.allGroups);
          if (byEmail.put(email.toLowerCase(Locale.ROOT), contact) != null) {
            throw new UserError(
                "Contact " + key + " has the same email as another contact.",
                "M1 holds one contact per email, so the second one waits until the first has gone,"
                    + " and a finite run would not end. Give it an email of its own, or run"
                    + " without --once.");
          }
        });
    return byEmail;
  }

  /** The emails of all contacts, sorted, each once. */
  public List<String> emails() {
    Map<String, String> byEmail = new TreeMap<>();
    for (Record record : live.values()) {
      String email = record.fields.getOrDefault("email", "");
      byEmail.putIfAbsent(email.toLowerCase(Locale.ROOT), email);
    }
    return List.copyOf(byEmail.values());
  }

  private static final class Record {
    private final Map<String, String> fields = new TreeMap<>();
    private final Map<String, String> custom = new TreeMap<>();
    private final Set<String> allGroups = new LinkedHashSet<>();
    private Set<String> lastGroups = Set.of();

    void say(Verdict.Said said) {
      said.fields().forEach((name, value) -> set(fields, name, value));
      said.custom().forEach((label, value) -> set(custom, label, value));
      if (said.groups() != null) {
        lastGroups = new LinkedHashSet<>(said.groups());
        allGroups.addAll(lastGroups);
      }
    }

    private static void set(Map<String, String> values, String name, @Nullable String value) {
      if (value == null) {
        // The email is what M1 knows the contact by: it cannot be cleared.
        if (!name.equals("email")) {
          values.remove(name);
        }
      } else {
        values.put(name, value);
      }
    }
  }
}
