package io.m1bridge.contactsync.contact;

import io.m1bridge.contracts.ContactChangeType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A valid change.
 *
 * @param fields by {@link FieldNames}; a key that is absent was not said, {@code null} clears
 * @param groups groups to join; null if not said
 * @param optOut whether the person does not want mail; null if not said
 * @param identity what the contacts of its account are known by
 */
public record ContactChange(
    ContactKey contact,
    String eventId,
    ContactChangeType type,
    Map<String, @Nullable String> fields,
    @Nullable Set<String> groups,
    @Nullable Boolean optOut,
    Identity identity) {

  public ContactChange {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    groups = groups == null ? null : Set.copyOf(groups);
  }

  /** A change in an account whose contacts are known by their email. */
  public ContactChange(
      ContactKey contact,
      String eventId,
      ContactChangeType type,
      Map<String, @Nullable String> fields,
      @Nullable Set<String> groups,
      @Nullable Boolean optOut) {
    this(contact, eventId, type, fields, groups, optOut, Identity.EMAIL);
  }

  /** The contact is gone. */
  public static ContactChange deletion(ContactKey contact, String eventId) {
    return new ContactChange(contact, eventId, ContactChangeType.DELETED, Map.of(), null, null);
  }

  @Override
  public String toString() {
    return "ContactChange[" + type + ", " + fields.size() + " fields]";
  }
}
