package io.m1bridge.contactsync.mapping;

import io.m1bridge.contactsync.change.JsonValue;
import io.m1bridge.contactsync.mapping.Example.Expected;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the {@code tests} of a mapping file. */
final class ExampleReader {

  private static final Set<String> ENDS =
      Set.of("contact", "deleted", "dead-letter", "passed-over");
  private static final Set<String> PARTS =
      Set.of("name", "key", "value", "headers", "contact", "deleted", "dead-letter", "passed-over");

  private ExampleReader() {}

  static List<Example> read(YamlNode tests) {
    List<Example> examples = new ArrayList<>();
    for (YamlNode test : tests.list()) {
      Map<String, YamlNode> parts = test.map("part of a test", PARTS);
      if (!parts.containsKey("name")) {
        test.wrong("a test needs a 'name'");
      }
      if (parts.keySet().stream().filter(ENDS::contains).count() != 1) {
        test.wrong("a test needs one of 'contact', 'deleted', 'dead-letter' and 'passed-over'");
        continue;
      }
      Map<String, String> headers = new LinkedHashMap<>();
      if (parts.containsKey("headers")) {
        parts.get("headers").map().forEach((name, value) -> headers.put(name, value.text()));
      }
      examples.add(
          new Example(
              parts.containsKey("name") ? parts.get("name").text() : "",
              test.line(),
              value(parts.get("key")),
              value(parts.get("value")),
              headers,
              expected(parts)));
    }
    return examples;
  }

  /** The key alone, or with the account. */
  private static Expected deleted(YamlNode node) {
    if (node.isScalar()) {
      return new Expected.Deleted(node.text(), null);
    }
    Map<String, YamlNode> parts = node.map("part of 'deleted'", Set.of("key", "account"));
    YamlNode key = parts.get("key");
    YamlNode account = parts.get("account");
    if (key == null) {
      node.wrong("'deleted' needs a 'key'");
    }
    return new Expected.Deleted(
        key == null ? "" : key.text(), account == null ? null : account.text());
  }

  /** Null and absent are both no key, and no value. */
  private static @Nullable JsonValue value(@Nullable YamlNode node) {
    JsonValue value = node == null ? null : node.json();
    return value instanceof JsonValue.Null ? null : value;
  }

  private static Expected expected(Map<String, YamlNode> parts) {
    YamlNode deleted = parts.get("deleted");
    if (deleted != null) {
      return deleted(deleted);
    }
    YamlNode deadLetter = parts.get("dead-letter");
    if (deadLetter != null) {
      return new Expected.DeadLetter(deadLetter.text());
    }
    YamlNode contact = parts.get("contact");
    if (contact == null) {
      return new Expected.PassedOver();
    }
    Map<String, @Nullable String> fields = new LinkedHashMap<>();
    String key = null;
    for (Map.Entry<String, YamlNode> field : contact.map().entrySet()) {
      JsonValue value = field.getValue().scalar();
      if (field.getKey().equals("key")) {
        key = field.getValue().text();
      } else {
        fields.put(
            field.getKey(), value instanceof JsonValue.Null ? null : field.getValue().text());
      }
    }
    return new Expected.Contact(key, fields);
  }
}
