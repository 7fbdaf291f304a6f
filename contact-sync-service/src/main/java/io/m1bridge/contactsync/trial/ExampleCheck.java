package io.m1bridge.contactsync.trial;

import io.m1bridge.contactsync.change.ChangeReader;
import io.m1bridge.contactsync.change.OptOut;
import io.m1bridge.contactsync.change.Parsed;
import io.m1bridge.contactsync.contact.ContactChange;
import io.m1bridge.contactsync.contact.FieldNames;
import io.m1bridge.contactsync.mapping.Example;
import io.m1bridge.contactsync.mapping.Example.Expected;
import io.m1bridge.contactsync.mapping.Mapping;
import io.m1bridge.contracts.ContactChangeType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** Runs the tests of a mapping file. */
final class ExampleCheck {

  private static final String CUSTOM = "custom.";

  private ExampleCheck() {}

  /**
   * What became of one test.
   *
   * @param differences what is not as expected, a sentence each; empty if all is
   */
  record Outcome(Example example, List<String> differences) {
    boolean passed() {
      return differences.isEmpty();
    }
  }

  static List<Outcome> run(Mapping mapping, ChangeReader reader) {
    return mapping.tests().stream()
        .map(example -> new Outcome(example, differences(example, mapping, reader)))
        .toList();
  }

  private static List<String> differences(Example example, Mapping mapping, ChangeReader reader) {
    RecordHeaders headers = new RecordHeaders();
    example
        .headers()
        .forEach((name, value) -> headers.add(name, value.getBytes(StandardCharsets.UTF_8)));
    SampleRecord record =
        SampleRecord.of(example.key(), example.value(), headers, mapping.keyFormat());
    Parsed<ContactChange> read = reader.parse(record.key(), record.value(), record.headers());
    Expected expected = example.expected();
    if (read instanceof Parsed.Valid<ContactChange> valid) {
      return ofChange(expected, valid.value());
    }
    if (read instanceof Parsed.Invalid<ContactChange> invalid) {
      String code = invalid.problem().code();
      return expected instanceof Expected.DeadLetter letter && letter.reason().equals(code)
          ? List.of()
          : List.of("it is a dead letter with reason " + code + ": " + invalid.problem().advice());
    }
    return expected instanceof Expected.PassedOver ? List.of() : List.of("it is passed over");
  }

  private static List<String> ofChange(Expected expected, ContactChange change) {
    String key = change.contact().key();
    boolean deletes = change.type() == ContactChangeType.DELETED;
    if (expected instanceof Expected.Deleted deleted) {
      String account = change.contact().account().value();
      boolean there = deleted.account() == null || deleted.account().equals(account);
      return deletes && there && deleted.key().equals(key)
          ? List.of()
          : List.of((deletes ? "it deletes contact " : "it is contact ") + key + " of " + account);
    }
    if (deletes || !(expected instanceof Expected.Contact contact)) {
      return List.of((deletes ? "it deletes contact " : "it is contact ") + key);
    }
    List<String> differences = new ArrayList<>();
    if (contact.key() != null && !contact.key().equals(key)) {
      differences.add("key is " + key + ", expected " + contact.key());
    }
    for (Map.Entry<String, @Nullable String> field : contact.fields().entrySet()) {
      String found = value(change, field.getKey());
      if (!Objects.equals(found, field.getValue())) {
        differences.add(field.getKey() + " is " + found + ", expected " + field.getValue());
      }
    }
    return differences;
  }

  private static @Nullable String value(ContactChange change, String name) {
    if (name.equals("account")) {
      return change.contact().account().value();
    }
    if (name.equals("groups")) {
      return change.groups() == null ? null : String.join(", ", new TreeSet<>(change.groups()));
    }
    if (name.equals(OptOut.NAME)) {
      return change.optOut() == null ? null : change.optOut().toString();
    }
    return change
        .fields()
        .get(name.startsWith(CUSTOM) ? FieldNames.custom(name.substring(CUSTOM.length())) : name);
  }
}
