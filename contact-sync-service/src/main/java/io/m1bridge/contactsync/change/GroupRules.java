package io.m1bridge.contactsync.change;

import io.m1bridge.contactsync.change.JsonValue.Items;
import io.m1bridge.contactsync.change.JsonValue.Null;
import io.m1bridge.contactsync.change.JsonValue.Number;
import io.m1bridge.contactsync.change.JsonValue.Text;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Names of groups to join. Null and blank entries name none and are passed over, blanks at the ends
 * of a name are no part of it. Case and width are: whether M1 tells {@code VIP} from {@code vip} is
 * M1's to say.
 */
final class GroupRules {

  private static final String NAME = "groups";

  private GroupRules() {}

  /** Null if the change does not speak of groups; an empty list does. */
  static @Nullable Set<String> read(@Nullable JsonValue value) throws BadChange {
    if (value == null || value instanceof Null) {
      return null;
    }
    if (!(value instanceof Items items)) {
      throw Problem.field(NAME, "is not a list of names: send a JSON array of strings").thrown();
    }
    Set<String> groups = new LinkedHashSet<>();
    for (int i = 0; i < items.values().size(); i++) {
      String group = name(NAME + "[" + i + "]", items.values().get(i));
      if (!group.isEmpty()) {
        groups.add(group);
      }
    }
    return groups;
  }

  private static String name(String place, JsonValue value) throws BadChange {
    if (value instanceof Null) {
      return "";
    }
    String given = null;
    if (value instanceof Text text) {
      given = text.value();
    } else if (value instanceof Number number) {
      given = number.written();
    }
    if (given == null) {
      throw Problem.field(place, "is not a name: send a JSON string").thrown();
    }
    String group = Texts.clean(place, given);
    if (group.length() > FieldRules.MAX_LENGTH) {
      throw Problem.field(
              place, "is longer than " + FieldRules.MAX_LENGTH + " characters: shorten it")
          .thrown();
    }
    return group;
  }
}
