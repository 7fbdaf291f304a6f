package io.m1bridge.contactsync.change;

import io.m1bridge.contactsync.change.JsonValue.Members;
import io.m1bridge.contracts.ContactData;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells data that stands one level too deep. It would read as a contact without fields, and the
 * reason would be a missing email, which sends people to look in the wrong place.
 */
final class Wrapping {

  private static final Set<String> LISTS = Set.of("custom", "groups", OptOut.NAME);

  /** What stands in one of these is no contact's, whatever it holds. */
  private static final List<String> WRAPPERS =
      List.of("payload", "data", "data_base64", "after", "value");

  private Wrapping() {}

  static void check(Members data) throws BadChange {
    if (holdsFields(data)) {
      return;
    }
    Set<String> names = data.values().keySet();
    if (names.contains("op") && (names.contains("before") || names.contains("after"))) {
      throw wrapped("is a Debezium envelope: send the contact's fields themselves");
    }
    if (names.contains("specversion")) {
      throw wrapped("is a CloudEvent within the event: send its data only");
    }
    for (String wrapper : WRAPPERS) {
      if (data.values().get(wrapper) instanceof Members
          || data.values().get(wrapper) instanceof JsonValue.Text) {
        throw wrappedIn(wrapper);
      }
    }
    for (Map.Entry<String, JsonValue> member : data.values().entrySet()) {
      if (member.getValue() instanceof Members inner && holdsFields(inner)) {
        throw wrappedIn(Texts.shown(member.getKey()));
      }
    }
  }

  private static boolean holdsFields(Members data) {
    return data.values().keySet().stream()
        .anyMatch(name -> ContactData.FIELDS.contains(name) || LISTS.contains(name));
  }

  private static BadChange wrappedIn(String name) {
    return wrapped(
        "is wrapped in '" + name + "': send the contact's fields at the top of the data");
  }

  private static BadChange wrapped(String what) {
    return Problem.of(Reason.DATA_WRAPPED, "The data " + what).thrown();
  }
}
