package io.m1bridge.contactsync.trial;

import io.m1bridge.contactsync.change.BadChange;
import io.m1bridge.contactsync.change.ChangeParser;
import io.m1bridge.contactsync.change.ChangeReader;
import io.m1bridge.contactsync.change.ContactRules;
import io.m1bridge.contactsync.change.IntakeSettings;
import io.m1bridge.contactsync.change.KeyFormat;
import io.m1bridge.contactsync.change.Parsed;
import io.m1bridge.contactsync.contact.ContactChange;
import io.m1bridge.contactsync.contact.FieldNames;
import io.m1bridge.contactsync.contact.Identities;
import io.m1bridge.contactsync.mapping.MappedIdentities;
import io.m1bridge.contactsync.mapping.Mapping;
import io.m1bridge.contactsync.mapping.MappingException;
import io.m1bridge.contactsync.mapping.MappingReader;
import io.m1bridge.contactsync.source.MappedReader;
import io.m1bridge.contactsync.view.MissingField;
import io.m1bridge.contracts.ContactChangeType;
import io.m1bridge.m1.AccountId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * {@code --try-mapping MAPPING [SAMPLE] [--junit FILE] [--fields FILE]}: runs the mapping's own
 * tests, then prints what each record of a sample becomes, or why not. {@code native} in place of a
 * mapping stands for our own form. Needs neither Kafka nor M1.
 */
public final class TryMapping {

  /** The first argument that asks for it. */
  public static final String OPTION = "--try-mapping";

  private static final int ALL_RIGHT = 0;
  private static final int TESTS_FAILED = 1;
  private static final int UNUSABLE = 2;
  private static final String USAGE =
      "Usage: "
          + OPTION
          + " MAPPING.yaml [SAMPLE.ndjson] [--junit FILE.xml] [--fields FILE.json], or "
          + OPTION
          + " native SAMPLE.ndjson";

  /** Records of our own form need no mapping. */
  private static final String NATIVE = "native";

  private static final IntakeSettings SETTINGS = IntakeSettings.of(new AccountId("default"));

  private final PrintStream out;
  private final Clock clock;

  public TryMapping(PrintStream out, Clock clock) {
    this.out = out;
    this.clock = clock;
  }

  /**
   * Runs it.
   *
   * @param arguments those after {@value #OPTION}
   * @return the exit code: 0, or 1 if tests of the mapping fail, or it writes what the account does
   *     not have, or 2 if something cannot be read
   */
  public int run(List<String> arguments) {
    List<String> files = new ArrayList<>(arguments);
    Optional<Path> junit = take(files, "--junit");
    Optional<Path> fields = take(files, "--fields");
    if (files.isEmpty() || files.size() > 2 || files.stream().anyMatch(f -> f.startsWith("--"))) {
      out.println(USAGE);
      return UNUSABLE;
    }
    try {
      if (files.get(0).equals(NATIVE)) {
        return ofOurOwnForm(files);
      }
      Path file = Path.of(files.get(0));
      Mapping mapping = MappingReader.read(file);
      ChangeReader reader =
          new MappedReader(mapping, new ContactRules(SETTINGS, identities(file, mapping), clock));
      List<ExampleCheck.Outcome> outcomes = ExampleCheck.run(mapping, reader);
      print(outcomes);
      String name = String.valueOf(file.getFileName());
      boolean hasAll = fields.isEmpty() || hasAll(FieldsFile.read(fields.get()), name, mapping);
      if (junit.isPresent()) {
        JUnitReport.write(junit.get(), name, outcomes);
      }
      if (files.size() == 2) {
        sample(Path.of(files.get(1)), mapping.keyFormat(), reader);
      }
      return hasAll && outcomes.stream().allMatch(ExampleCheck.Outcome::passed)
          ? ALL_RIGHT
          : TESTS_FAILED;
    } catch (MappingException e) {
      out.println(e.getMessage());
      return UNUSABLE;
    } catch (IOException e) {
      out.println("Cannot read or write: " + e.getMessage());
      return UNUSABLE;
    }
  }

  /** The file that an option names; without one the option stays among the arguments. */
  private static Optional<Path> take(List<String> arguments, String option) {
    int at = arguments.indexOf(option);
    if (at < 0 || at + 1 == arguments.size()) {
      return Optional.empty();
    }
    Path named = Path.of(arguments.get(at + 1));
    arguments.subList(at, at + 2).clear();
    return Optional.of(named);
  }

  private boolean hasAll(FieldsFile fields, String file, Mapping mapping) {
    List<MissingField> missing = fields.missing(file, mapping);
    for (MissingField one : missing) {
      out.println(file + ", line " + one.line() + ": the account has no field " + one.says());
    }
    return missing.isEmpty();
  }

  private static Identities identities(Path file, Mapping mapping) {
    return MappedIdentities.of(Map.of(file.toString(), mapping), SETTINGS.defaultAccount());
  }

  private int ofOurOwnForm(List<String> files) throws IOException {
    if (files.size() != 2) {
      out.println(USAGE);
      return UNUSABLE;
    }
    sample(Path.of(files.get(1)), SETTINGS.keyFormat(), new ChangeParser(SETTINGS, clock));
    return ALL_RIGHT;
  }

  private void print(List<ExampleCheck.Outcome> outcomes) {
    if (outcomes.isEmpty()) {
      out.println("The mapping has no tests.");
      return;
    }
    for (ExampleCheck.Outcome outcome : outcomes) {
      out.println((outcome.passed() ? "ok      " : "FAILED  ") + outcome.example().name());
      outcome
          .differences()
          .forEach(
              difference ->
                  out.println("        line " + outcome.example().line() + ": " + difference));
    }
    long failed = outcomes.stream().filter(outcome -> !outcome.passed()).count();
    out.println(outcomes.size() + " tests, " + failed + " failed");
  }

  private void sample(Path file, @Nullable KeyFormat keys, ChangeReader reader) throws IOException {
    Map<String, Integer> counts = new TreeMap<>();
    int number = 0;
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (!line.isBlank()) {
          for (String what : one(number, line, keys, reader)) {
            counts.merge(what, 1, Integer::sum);
          }
        }
      }
    }
    out.println();
    counts.forEach((what, count) -> out.println(count + " " + what));
  }

  /** Prints one and returns what it counts as: two things where it moves a contact. */
  private List<String> one(int number, String line, @Nullable KeyFormat keys, ChangeReader reader) {
    try {
      SampleRecord record = SampleRecord.read(line, keys);
      byte[] left = reader.left(record.key(), record.value(), record.headers());
      List<String> counts = new ArrayList<>();
      if (left != null) {
        counts.add(print(number, reader.parse(record.key(), left, record.headers())));
      }
      counts.add(print(number, reader.parse(record.key(), record.value(), record.headers())));
      return counts;
    } catch (BadChange e) {
      return List.of(print(number, new Parsed.Invalid<>(e.problem())));
    }
  }

  private String print(int number, Parsed<ContactChange> read) {
    if (read instanceof Parsed.Invalid<ContactChange> invalid) {
      out.println(
          number
              + "  dead letter, "
              + invalid.problem().code()
              + ": "
              + invalid.problem().advice());
      return "dead letters, " + invalid.problem().code();
    }
    if (read instanceof Parsed.PassedOver<ContactChange> over) {
      out.println(number + "  passed over, " + over.why());
      return "passed over, " + over.why();
    }
    ContactChange change = ((Parsed.Valid<ContactChange>) read).value();
    boolean deletes = change.type() == ContactChangeType.DELETED;
    AccountId account = change.contact().account();
    out.println(
        number
            + (deletes ? "  deletes contact " : "  contact ")
            + change.contact().key()
            + (account.equals(SETTINGS.defaultAccount()) ? "" : " of " + account));
    change.fields().forEach(this::field);
    if (change.groups() != null) {
      field("groups", String.join(", ", new TreeSet<>(change.groups())));
    }
    return deletes ? "deletes" : "contacts";
  }

  private void field(String name, @Nullable String value) {
    String shown = FieldNames.label(name).map(label -> "custom." + label).orElse(name);
    out.printf("     %-14s %s%n", shown, value == null ? "(none)" : value);
  }
}
