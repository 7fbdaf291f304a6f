package io.m1bridge.contactsync.mapping;

import io.m1bridge.contactsync.change.BadChange;
import io.m1bridge.contactsync.change.JsonValue;
import io.m1bridge.contactsync.change.JsonValue.Members;
import io.m1bridge.contactsync.change.KeyFormat;
import io.m1bridge.contactsync.change.OptOut;
import io.m1bridge.contactsync.contact.Identity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a mapping file says of one source; {@code docs/mapping.md} has the words. Immutable.
 *
 * @param format how records of the source look
 * @param keyFormat how record keys are read that are not JSON; null: they are JSON
 * @param key where the contact's key stands, in the record's key or else in the row; empty: it is
 *     the whole record key
 * @param account null: the default one
 * @param accountOfDeletes matters where rows name their account
 * @param knownBy what contacts of its account are known by; null if it does not say so
 * @param fields by names of the contract
 * @param lines where they stand in the file, from 1
 * @param custom by label
 * @param labels the same labels, with what else the file says of them
 * @param groups null if groups are not spoken of
 * @param optOut null if that is not spoken of
 */
public record Mapping(
    Format format,
    @Nullable KeyFormat keyFormat,
    List<String> key,
    @Nullable Rule account,
    AccountOfDeletes accountOfDeletes,
    @Nullable KnownBy knownBy,
    WithoutEmail withoutEmail,
    Map<String, Rule> fields,
    Map<String, Integer> lines,
    Map<String, Rule> custom,
    List<CustomLabel> labels,
    @Nullable Rule groups,
    @Nullable Rule optOut,
    List<Example> tests) {

  /** What becomes of a row without what contacts are known by. */
  public enum WithoutEmail {
    /** It is a dead letter, and what M1 has stays. */
    DEAD_LETTER,
    /** It is no contact: what M1 has of it goes. */
    DELETE
  }

  /** Where the account of a row that is gone stands. */
  public enum AccountOfDeletes {
    /** In its key. */
    KEY,
    /** Also in the row as it was, which the source sends whole. */
    ROW,
    /** Nowhere: such deletes are dead letters. */
    DEAD_LETTER
  }

  /** Checks values as a contact's are checked. */
  @FunctionalInterface
  public interface Check {

    /**
     * Throws if a value cannot be taken.
     *
     * @param contact some of a contact's fields
     */
    void check(Members contact) throws BadChange;
  }

  @FunctionalInterface
  private interface OneCheck {
    void check(Map<String, JsonValue> value) throws BadChange;
  }

  /** How the records of a source look. */
  public enum Format {
    /** {@code before}, {@code after}, {@code op}; with or without a schema around it. */
    DEBEZIUM,
    /** Debezium's rows, flattened by {@code ExtractNewRecordState}. */
    DEBEZIUM_FLATTENED,
    /** An object per contact; no value at all deletes it. */
    JSON
  }

  private static final String CUSTOM = "custom";

  public Mapping {
    key = List.copyOf(key);
    fields = new LinkedHashMap<>(fields);
    lines = new LinkedHashMap<>(lines);
    custom = new LinkedHashMap<>(custom);
    labels = List.copyOf(labels);
    tests = List.copyOf(tests);
  }

  /**
   * The contact that a row is: fields under the names of the contract, {@code custom}, {@code
   * groups} and {@code optOut}. What the row does not say is absent.
   *
   * @param unavailable tells a placeholder for a value that the source did not send
   * @param check of contacts
   */
  public Members contact(Members row, Predicate<JsonValue> unavailable, Check check)
      throws BadChange {
    Map<String, JsonValue> contact = new LinkedHashMap<>();
    apply(fields, "", row, unavailable, value -> check.check(new Members(value)), contact);
    Map<String, JsonValue> labels = new LinkedHashMap<>();
    apply(
        custom,
        CUSTOM + ".",
        row,
        unavailable,
        value -> check.check(new Members(Map.of(CUSTOM, new Members(value)))),
        labels);
    if (!labels.isEmpty()) {
      contact.put(CUSTOM, new Members(labels));
    }
    whole("groups", groups, row, unavailable, contact);
    whole(OptOut.NAME, optOut, row, unavailable, contact);
    return new Members(contact);
  }

  private static void whole(
      String name,
      @Nullable Rule rule,
      Members row,
      Predicate<JsonValue> unavailable,
      Map<String, JsonValue> into)
      throws BadChange {
    JsonValue value = rule == null ? null : rule.value(name, row, unavailable);
    if (value != null) {
      into.put(name, value);
    }
  }

  private static void apply(
      Map<String, Rule> rules,
      String prefix,
      Members row,
      Predicate<JsonValue> unavailable,
      OneCheck check,
      Map<String, JsonValue> into)
      throws BadChange {
    for (Map.Entry<String, Rule> entry : rules.entrySet()) {
      String name = entry.getKey();
      Rule rule = entry.getValue();
      try {
        JsonValue value = rule.value(prefix + name, row, unavailable);
        if (value != null && rule.nullWhereInvalid()) {
          check.check(Map.of(name, value));
        }
        if (value != null) {
          into.put(name, value);
        }
      } catch (BadChange e) {
        if (!rule.nullWhereInvalid()) {
          throw e;
        }
        into.put(name, new JsonValue.Null());
      }
    }
  }

  /**
   * A custom property that the mapping writes.
   *
   * @param line where it stands in the file, from 1
   * @param create whether it is made at M1 even where M1 has one of nearly that name
   * @param dropDown null if it is one for texts
   */
  public record CustomLabel(String label, int line, boolean create, @Nullable DropDown dropDown) {}

  /**
   * What contacts are known by, as the file says it.
   *
   * @param line where it says so
   */
  public record KnownBy(Identity identity, int line) {}

  /** What rows say contacts are known by. */
  public Identity identity() {
    return knownBy == null ? Identity.EMAIL : knownBy.identity();
  }

  /** Whether each row names its account. */
  public boolean isOfManyAccounts() {
    return account != null && !account.origin().isConstant();
  }

  /** The account that a row names; null if the mapping names none. */
  public @Nullable String account(Members row) throws BadChange {
    JsonValue value = account == null ? null : account.value("account", row, any -> false);
    return value == null || value instanceof JsonValue.Null
        ? null
        : Converters.scalar("account", value);
  }
}
