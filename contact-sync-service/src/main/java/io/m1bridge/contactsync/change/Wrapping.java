package io.m1bridge.contactsync.change;

import io.m1bridge.contactsync.change.JsonValue.Members;
import io.m1bridge.contracts.ContactData;
import java.util.Set;

/**
 * Tells data that stands one level too deep. It would read as a contact without fields, and the
 * reason would be a missing email, which sends people to look in the wrong place.
 */
final class Wrapping {

  private static final Set<String> LISTS = Set.of("custom", "groups", OptOut.NAME);

  private Wrapping() {}

  static void check(Members data) throws BadChange {
    Set<String> names = data.values().keySet();
    for (String name : names) {
      if (ContactData.FIELDS.contains(name) || LISTS.contains(name)) {
        return;
      }
    }
    if (names.contains("op") && (names.contains("before") || names.contains("after"))) {
      throw wrapped("is a Debezium envelope: send the contact's fields themselves");
    }
    if (names.contains("specversion")) {
      throw wrapped("is a CloudEvent within the event: send its data only");
    }
    for (String wrapper : new String[] {"payload", "data", "data_base64", "after", "value"}) {
      if (data.values().get(wrapper) instanceof Members
          || data.values().get(wrapper) instanceof JsonValue.Text) {
        throw wrapped(
            "is wrapped in '" + wrapper + "': send the contact's fields at the top of the data");
      }
    }
  }

  private static BadChange wrapped(String what) {
    return Problem.of(Reason.DATA_WRAPPED, "The data " + what).thrown();
  }
}
