package io.m1bridge.contactsync.pack;

import io.m1bridge.contactsync.contact.FieldNames;
import io.m1bridge.contactsync.contact.Labels;
import io.m1bridge.m1.Column;
import io.m1bridge.m1.Contact;
import io.m1bridge.m1.ContactField;
import io.m1bridge.m1.M1Answers.Property;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * M1's custom properties of one account, by label: the very label first, else one that M1 may have
 * made of it ({@link Labels}). Where two have the same label the first one is taken, as M1 lists
 * them.
 */
public final class Properties {

  private static final int DROP_DOWN = 2;

  private final Map<String, Property> exact = new LinkedHashMap<>();
  private final Map<String, Property> comparable = new HashMap<>();

  public Properties(Collection<Property> properties) {
    properties.forEach(
        property -> {
          exact.putIfAbsent(property.label(), property);
          comparable.putIfAbsent(Labels.comparable(property.label()), property);
        });
  }

  /** A label, comparable, that M1 is known to have cut short belongs to this property. */
  public void alias(String label, Property property) {
    comparable.putIfAbsent(label, property);
  }

  /** These and one for each of the labels, which M1 does not have: for plans, not for calls. */
  public Properties assuming(Collection<String> labels) {
    Properties more = new Properties(List.of());
    more.exact.putAll(exact);
    more.comparable.putAll(comparable);
    for (String label : labels) {
      Property assumed = new Property(-1 - more.exact.size(), label, 1, label);
      more.exact.putIfAbsent(label, assumed);
      more.comparable.putIfAbsent(Labels.comparable(label), assumed);
    }
    return more;
  }

  /** All of them. */
  public Collection<Property> all() {
    return List.copyOf(exact.values());
  }

  /** Whether M1 has the label. */
  public boolean has(String label) {
    return find(label) != null;
  }

  /** M1's id of a label for texts; empty if M1 does not have it, or as a drop-down. */
  public Optional<Long> textId(String label) {
    return Optional.ofNullable(find(label))
        .filter(property -> property.type() != DROP_DOWN)
        .map(Property::id);
  }

  /** The drop-down of a label; empty if M1 does not have it, or for texts. */
  public Optional<Property> dropDown(String label) {
    return Optional.ofNullable(find(label)).filter(property -> property.type() == DROP_DOWN);
  }

  /** Labels among the field names that M1 does not have. */
  public List<String> missing(Collection<String> names) {
    return names.stream()
        .map(FieldNames::label)
        .flatMap(Optional::stream)
        .filter(label -> !has(label))
        .toList();
  }

  /**
   * Two labels among the field names that M1 has one property for: it would take one value of the
   * two. Empty if there are none.
   */
  public Optional<SameProperty> same(Collection<String> names) {
    Map<Long, String> labels = new HashMap<>();
    for (String name : names) {
      String label = FieldNames.label(name).orElse("");
      Property property = label.isEmpty() ? null : find(label);
      String other = property == null ? null : labels.put(property.id(), label);
      if (other != null) {
        return Optional.of(new SameProperty(other, label));
      }
    }
    return Optional.empty();
  }

  /** Two labels of one property. */
  public record SameProperty(String one, String other) {}

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
    Property property = find(label);
    if (property == null) {
      throw new IllegalStateException("A row with a missing property was packed");
    }
    return property;
  }

  private @Nullable Property find(String label) {
    Property same = exact.get(label);
    return same == null ? comparable.get(Labels.comparable(label)) : same;
  }

  private static ContactField field(String name) {
    return FieldNames.field(name)
        .orElseThrow(() -> new IllegalStateException("A field that M1 does not have was packed"));
  }
}
