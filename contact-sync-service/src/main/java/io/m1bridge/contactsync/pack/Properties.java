package io.m1bridge.contactsync.pack;

import io.m1bridge.contactsync.contact.FieldNames;
import io.m1bridge.m1.Column;
import io.m1bridge.m1.Contact;
import io.m1bridge.m1.ContactField;
import io.m1bridge.m1.M1Answers.Property;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * M1's custom properties of one account, by label. Where two have the same label the first one is
 * taken, as M1 lists them.
 */
public final class Properties {

  private final Map<String, Property> byLabel = new LinkedHashMap<>();

  public Properties(Collection<Property> properties) {
    properties.forEach(property -> byLabel.putIfAbsent(property.label(), property));
  }

  /** Labels among the field names that M1 does not have. */
  public List<String> missing(Collection<String> names) {
    return names.stream()
        .map(FieldNames::label)
        .flatMap(Optional::stream)
        .filter(label -> !byLabel.containsKey(label))
        .toList();
  }

  /** The contact that an add sends. */
  Contact contact(Map<String, String> values) {
    Map<ContactField, String> fields = new EnumMap<>(ContactField.class);
    Map<Long, String> custom = new LinkedHashMap<>();
    values.forEach(
        (name, value) ->
            FieldNames.label(name)
                .ifPresentOrElse(
                    label -> custom.put(property(label).id(), value),
                    () -> fields.put(field(name), value)));
    return Contact.of(fields, custom);
  }

  /** The column of a field in an edit. */
  Column column(String name) {
    return FieldNames.label(name)
        .<Column>map(
            label -> {
              Property property = property(label);
              return new Column.Property(property.id(), property.label(), property.type());
            })
        .orElseGet(() -> new Column.Field(field(name)));
  }

  private Property property(String label) {
    Property property = byLabel.get(label);
    if (property == null) {
      throw new IllegalStateException("A row with a missing property was packed");
    }
    return property;
  }

  private static ContactField field(String name) {
    return FieldNames.field(name)
        .orElseThrow(() -> new IllegalStateException("A field that M1 does not have was packed"));
  }
}
