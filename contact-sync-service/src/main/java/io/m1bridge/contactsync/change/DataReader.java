package io.m1bridge.contactsync.change;

import io.m1bridge.contactsync.change.JsonValue.Members;
import io.m1bridge.contactsync.change.JsonValue.Text;
import io.m1bridge.contactsync.contact.FieldNames;
import io.m1bridge.contracts.ContactData;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The contact in an event's data. Fields that the contract does not know are passed over. */
final class DataReader {

  private static final String CUSTOM = "custom";

  private final FieldRules rules;

  DataReader(FieldRules rules) {
    this.rules = rules;
  }

  /**
   * The object that holds the contact's fields: the data itself, or what a producer encoded twice.
   */
  static Members object(JsonValue data) throws BadChange {
    JsonValue decoded =
        data instanceof Text text ? StrictJson.read(text.value(), "The text in the data") : data;
    if (!(decoded instanceof Members members)) {
      throw Problem.of(
              Reason.DATA_UNREADABLE,
              decoded instanceof Text
                  ? "The data is encoded as JSON more than twice: encode it once"
                  : "The data is not a JSON object: send the contact's fields")
          .thrown();
    }
    Wrapping.check(members);
    return members;
  }

  /** Values by {@link FieldNames}; what is absent was not said, null clears. */
  Map<String, @Nullable String> fields(Members data) throws BadChange {
    Map<String, @Nullable String> fields = new LinkedHashMap<>(2 * data.values().size());
    for (String name : ContactData.FIELDS) {
      JsonValue value = data.values().get(name);
      if (value != null) {
        fields.put(name, rules.canonical(name, value));
      }
    }
    JsonValue custom = data.values().get(CUSTOM);
    if (custom instanceof Members properties) {
      for (Map.Entry<String, JsonValue> property : properties.values().entrySet()) {
        custom(property.getKey(), property.getValue(), fields);
      }
    } else if (custom != null && !(custom instanceof JsonValue.Null)) {
      throw Problem.field(CUSTOM, "is not an object: send labels and values").thrown();
    }
    return fields;
  }

  /** A label goes to M1 as it is but for controls; M1 may trim it, which is found out there. */
  private static void custom(String label, JsonValue value, Map<String, @Nullable String> fields)
      throws BadChange {
    String name = CUSTOM + "." + Texts.shown(label);
    if (label.length() > FieldRules.MAX_LENGTH || Texts.clean(name, label).isEmpty()) {
      throw Problem.field(name, "has a label that is blank or too long: name the custom property")
          .thrown();
    }
    String field = FieldNames.custom(Texts.withoutControls(label));
    if (fields.containsKey(field)) {
      throw Problem.field(name, "stands there twice, but for invisible characters: send it once")
          .thrown();
    }
    fields.put(field, FieldRules.custom(name, value));
  }
}
