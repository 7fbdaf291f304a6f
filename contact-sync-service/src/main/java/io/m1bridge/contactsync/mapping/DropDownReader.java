package io.m1bridge.contactsync.mapping;

import io.m1bridge.contactsync.change.JsonValue;
import io.m1bridge.contactsync.change.Problem;
import io.m1bridge.contactsync.change.Reason;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code options} of a custom property, and has values checked against them. */
final class DropDownReader {

  static final String OPTIONS = "options";
  static final String NEW_OPTIONS = "new-options";

  private static final Map<String, Boolean> ADDS = Map.of("add", true, "dead-letter", false);
  private static final int SHOWN = 10;

  private DropDownReader() {}

  /** What the parts of a custom property say; null if it is one for texts. */
  static @Nullable DropDown read(Map<String, YamlNode> parts) {
    YamlNode options = parts.get(OPTIONS);
    YamlNode adds = parts.get(NEW_OPTIONS);
    if (options == null) {
      if (adds != null) {
        adds.wrong("'new-options' is of a drop-down: say its 'options' too");
      }
      return null;
    }
    Set<String> names = new LinkedHashSet<>();
    for (YamlNode option : options.list()) {
      String name = option.text().strip();
      if (!DropDown.mayBeOption(name)) {
        option.wrong(
            "an option has 1 to " + DropDown.LONGEST + " characters, no tabs and no line breaks");
      } else if (!names.add(name)) {
        option.wrong("the option '" + name + "' stands here twice");
      }
    }
    if (names.isEmpty() || names.size() > DropDown.MOST) {
      options.wrong("a drop-down has 1 to " + DropDown.MOST + " options");
    }
    return new DropDown(
        new ArrayList<>(names), adds != null && adds.choice(NEW_OPTIONS, ADDS, false));
  }

  /** The last step of what a value goes through. */
  static Converter check(DropDown dropDown) {
    Set<String> options = Set.copyOf(dropDown.options());
    return (name, value) -> {
      if (value.isBlank()) {
        return value;
      }
      String text = Converters.scalar(name, value).strip();
      if (dropDown.adds() && !DropDown.mayBeOption(text)) {
        throw Problem.of(
                Reason.OPTION_UNKNOWN,
                "Field '"
                    + name
                    + "' can be no option of a drop-down, which has 1 to "
                    + DropDown.LONGEST
                    + " characters, no tabs and no line breaks: correct the row, or say"
                    + " 'invalid: null' in the mapping")
            .thrown();
      }
      if (!dropDown.adds() && !options.contains(text)) {
        throw Problem.of(
                Reason.OPTION_UNKNOWN,
                "Field '"
                    + name
                    + "' is none of its options ("
                    + shown(dropDown.options())
                    + "): name it there in the mapping, say 'new-options: add', or 'invalid: null'")
            .thrown();
      }
      return new JsonValue.Text(text);
    };
  }

  private static String shown(List<String> options) {
    String first = String.join(", ", options.subList(0, Math.min(SHOWN, options.size())));
    return options.size() > SHOWN ? first + ", …" : first;
  }
}
