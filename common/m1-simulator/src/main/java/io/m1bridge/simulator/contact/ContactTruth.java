package io.m1bridge.simulator.contact;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A consistent picture of all contacts of an account, in the control API's canonical form. */
public final class ContactTruth {
  private final List<StoredContact> contacts;
  private final Map<Integer, String> groupNames = new HashMap<>();
  private final Map<Integer, String> propertyLabels = new HashMap<>();

  private ContactTruth(ContactBook book) {
    contacts = book.all();
    book.groups().forEach((id, group) -> groupNames.put(id, group.name()));
    book.properties().forEach((id, property) -> propertyLabels.put(id, property.label()));
  }

  /** The picture as it is now; cheap, and unaffected by later calls. */
  public static ContactTruth of(ContactBook book) {
    synchronized (book) {
      return new ContactTruth(book);
    }
  }

  /**
   * Writes one JSON object per line, so that a reader needs to hold one contact at a time.
   *
   * @param after only contacts with a larger id
   * @param limit at most so many
   */
  public void writeLines(JsonGenerator out, long after, int limit) throws IOException {
    out.setRootValueSeparator(new SerializedString("\n"));
    int written = 0;
    for (StoredContact contact : contacts) {
      if (contact.id() > after && written++ < limit) {
        write(contact, out);
      }
    }
    out.writeRaw("\n");
  }

  /** Writes a JSON array, contact by contact. */
  public void write(JsonGenerator out) throws IOException {
    out.writeStartArray();
    for (StoredContact contact : contacts) {
      write(contact, out);
    }
    out.writeEndArray();
  }

  private void write(StoredContact contact, JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeNumberField("id", contact.id());
    for (ContactField field : ContactField.values()) {
      String value = contact.text(field);
      if (value != null) {
        out.writeStringField(
            field.canonicalName(),
            field == ContactField.BIRTHDAY
                ? Birthdays.day(Long.parseLong(value)).toString()
                : value);
      }
    }
    out.writeArrayFieldStart("groups");
    for (int group : contact.groups()) {
      out.writeString(groupNames.getOrDefault(group, ""));
    }
    out.writeEndArray();
    out.writeObjectFieldStart("custom");
    for (Map.Entry<Integer, String> entry : contact.custom().entrySet()) {
      String label = propertyLabels.get(entry.getKey());
      out.writeStringField(label == null ? entry.getKey().toString() : label, entry.getValue());
    }
    out.writeEndObject();
    out.writeEndObject();
  }
}
