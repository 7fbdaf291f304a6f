package io.m1bridge.contactsync.contact;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What M1 acknowledged of a contact. Only fields that we wrote stand here: what a marketer typed is
 * not ours to know.
 *
 * @param email the address it stands under in M1
 * @param fields {@link Fingerprint}s of values as acknowledged; {@code null} where we wrote but
 *     cannot tell what M1 holds now (outcome unknown)
 * @param groups groups that it joined through us
 * @param emails where its address is no email: what M1 holds, or may hold, as its email; else other
 *     emails that it may stand under, after an edit of unknown outcome gave it one
 * @param added whether an add of ours put it there; kept only where no field or group says so
 */
public record Synced(
    String email,
    Map<String, @Nullable String> fields,
    Set<String> groups,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Set<String> emails,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean added) {

  public Synced {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    groups = Collections.unmodifiableSet(new TreeSet<>(groups));
    emails = emails == null ? Set.of() : Set.copyOf(emails);
    added = added && fields.isEmpty() && groups.isEmpty();
  }

  /** What M1 acknowledged of a contact that is known by its email. */
  public Synced(String email, Map<String, @Nullable String> fields, Set<String> groups) {
    this(email, fields, groups, Set.of(), false);
  }

  /** A contact that stands under this address, of which nothing else is known. */
  static Synced under(String address) {
    return new Synced(address, Map.of(), Set.of());
  }

  /**
   * Whether it stands there by us: we added it, if with nothing but its address, or M1 acknowledged
   * anything else that we wrote. Else it was there before, or is not known to be ours any more.
   */
  @JsonIgnore
  public boolean isOurs() {
    return added || !fields.isEmpty() || !groups.isEmpty();
  }

  /** The same, where an add of ours put it there. */
  Synced byAnAdd() {
    return new Synced(email, fields, groups, emails, true);
  }

  /** Whether M1 acknowledged this very value; a cleared field holds the empty text. */
  public boolean holds(String field, @Nullable String value) {
    String known = fields.get(field);
    return known != null && known.equals(Fingerprint.of(value == null ? "" : value));
  }

  /** Whether we wrote the field and it may hold a value. */
  boolean mayHoldValue(String field) {
    return fields.containsKey(field) && !Fingerprint.CLEARED.equals(fields.get(field));
  }

  Synced withFields(Map<String, @Nullable String> more) {
    Map<String, @Nullable String> merged = new LinkedHashMap<>(fields);
    merged.putAll(more);
    return new Synced(email, merged, groups, emails, added);
  }

  /**
   * The same, where a row was sent.
   *
   * @param taken whether M1 acknowledged it; else nobody can tell
   */
  Synced mailedBy(SentRow row, boolean taken) {
    if (row.mail() == null) {
      return this;
    }
    Set<String> mailed = new TreeSet<>(taken ? Set.of() : emails);
    mailed.add(row.mail());
    return new Synced(email, fields, groups, mailed, added);
  }

  /** Whether nobody can tell under which of several emails it stands. */
  @JsonIgnore
  public boolean isSomewhere() {
    return Identity.ofAddress(email).isEmail() && !emails.isEmpty();
  }

  /** Emails, besides its address, under which it may stand; none where the address is no email. */
  @JsonIgnore
  Set<String> elsewhere() {
    return isSomewhere() ? emails : Set.of();
  }

  /** The same under this address, which M1 acknowledged. */
  Synced movedTo(String address) {
    return new Synced(address, fields, groups, Set.of(), added);
  }

  /** The same, where it may stand under this email instead. */
  Synced perhapsAt(String other) {
    Set<String> all = new TreeSet<>(emails);
    all.add(other);
    return new Synced(email, fields, groups, all, added);
  }

  /**
   * What stands under its address after an add, where nobody can tell whether it is the contact
   * that was written before, or a new one which has none of all that.
   */
  Synced perhapsNew() {
    Map<String, @Nullable String> unknown = new LinkedHashMap<>(fields);
    unknown.replaceAll((name, print) -> null);
    return new Synced(email, unknown, Set.of(), Set.of(), added);
  }

  /** The same, where nobody can tell what M1 holds of these {@link FieldNames}. */
  Synced without(Collection<String> names) {
    Map<String, @Nullable String> less = new LinkedHashMap<>(fields);
    less.replaceAll((name, print) -> names.contains(name) ? null : print);
    Set<String> left = new TreeSet<>(groups);
    left.removeIf(group -> names.contains(FieldNames.group(group)));
    return new Synced(email, less, left, emails, isOurs());
  }

  /** The same, where M1 shows its address in this spelling. */
  Synced spelled(String address) {
    return new Synced(address, fields, groups, emails, added);
  }

  Synced withGroup(String group) {
    Set<String> more = new TreeSet<>(groups);
    more.add(group);
    return new Synced(email, fields, more, emails, added);
  }

  @Override
  public String toString() {
    return "Synced[" + fields.size() + " fields]";
  }
}
