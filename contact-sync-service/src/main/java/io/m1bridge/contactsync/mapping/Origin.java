package io.m1bridge.contactsync.mapping;

import io.m1bridge.contactsync.change.BadChange;
import io.m1bridge.contactsync.change.JsonValue;
import io.m1bridge.contactsync.change.JsonValue.Members;
import io.m1bridge.contactsync.change.JsonValue.Null;
import io.m1bridge.contactsync.change.JsonValue.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where a value comes from, before it is converted. */
sealed interface Origin permits Origin.Field, Origin.Constant, Origin.Template, JsltOrigin {

  /**
   * The value; null if the row does not say it.
   *
   * @param name of the field, for the reason
   * @param unavailable tells a placeholder for a value that the source did not send
   */
  @Nullable JsonValue of(String name, Members row, Predicate<JsonValue> unavailable)
      throws BadChange;

  /** The columns of the row that it reads; null if that cannot be told. */
  @Nullable Set<String> columns();

  /** Whether it is the same for every row. */
  default boolean isConstant() {
    Set<String> columns = columns();
    return columns != null && columns.isEmpty();
  }

  /** A field of the row. */
  record Field(FieldPath path) implements Origin {
    @Override
    public Set<String> columns() {
      return Set.of(path.names().get(0));
    }

    @Override
    public @Nullable JsonValue of(String name, Members row, Predicate<JsonValue> unavailable) {
      JsonValue value = path.in(row);
      return value == null || unavailable.test(value) ? null : value;
    }
  }

  /** The same for every row. */
  record Constant(JsonValue value) implements Origin {
    @Override
    public Set<String> columns() {
      return Set.of();
    }

    @Override
    public JsonValue of(String name, Members row, Predicate<JsonValue> unavailable) {
      return value;
    }
  }

  /**
   * A text with fields of the row in it: {@code ${family} ${given}}.
   *
   * @param parts texts and fields in turns; the first and the last are texts
   */
  record Template(List<String> texts, List<FieldPath> fields) implements Origin {

    private static final Pattern PLACE = Pattern.compile("\\$\\{([^}]*)}");

    static Template of(String written) {
      List<String> texts = new ArrayList<>();
      List<FieldPath> fields = new ArrayList<>();
      Matcher place = PLACE.matcher(written);
      int from = 0;
      while (place.find()) {
        texts.add(written.substring(from, place.start()));
        fields.add(FieldPath.of(place.group(1).strip()));
        from = place.end();
      }
      texts.add(written.substring(from));
      return new Template(texts, fields);
    }

    @Override
    public Set<String> columns() {
      return fields.stream().map(field -> field.names().get(0)).collect(Collectors.toSet());
    }

    /** Not said if one of its fields is not; null if all are null. */
    @Override
    public @Nullable JsonValue of(String name, Members row, Predicate<JsonValue> unavailable)
        throws BadChange {
      StringBuilder written = new StringBuilder(texts.get(0));
      boolean allNull = !fields.isEmpty();
      for (int i = 0; i < fields.size(); i++) {
        JsonValue value = fields.get(i).in(row);
        if (value == null || unavailable.test(value)) {
          return null;
        }
        if (!(value instanceof Null)) {
          allNull = false;
          written.append(Converters.scalar(name, value));
        }
        written.append(texts.get(i + 1));
      }
      return allNull ? new Null() : new Text(written.toString().strip());
    }
  }
}
