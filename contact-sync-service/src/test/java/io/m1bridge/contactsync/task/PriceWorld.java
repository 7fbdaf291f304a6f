package io.m1bridge.contactsync.task;

import io.m1bridge.contactsync.change.ContactRules;
import io.m1bridge.contactsync.change.IntakeSettings;
import io.m1bridge.contactsync.contact.Identities;
import io.m1bridge.contactsync.mapping.MappingReader;
import io.m1bridge.contactsync.price.Price;
import io.m1bridge.contactsync.price.PriceRun;
import io.m1bridge.contactsync.price.Prices;
import io.m1bridge.contactsync.source.MappedReader;
import io.m1bridge.m1.Contact;
import io.m1bridge.m1.ContactField;
import io.m1bridge.m1.M1Call;
import io.m1bridge.testkit.m1.FakeM1;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** An account whose rows are first priced and then sent. */
final class PriceWorld {

  static final String MAPPING =
      """
      format: json
      key: id
      without-email: delete
      contact:
        fields: {email: mail, city: town, notes: memo}
        custom: {级别: level}
        groups: tags
      """;

  private static final int PORTION = 500;
  private static final int MOST_TURNS = 60;

  final FakeM1 m1 = new FakeM1();
  final TaskHarness task;
  private Map<Long, Contact> before = Map.of();
  private int callsBefore;

  PriceWorld(Map<String, String> settings) {
    task = new TaskHarness(m1);
    task.with("reconcile.every", "0s");
    settings.forEach(task::with);
    task.connected();
  }

  /** What became of the contacts in M1, and by which calls. */
  record Happened(int adds, int edits, int deletes, Map<String, Integer> calls) {
    int allCalls() {
      return calls.values().stream().mapToInt(Integer::intValue).sum();
    }
  }

  Price price(String mapping, List<String> rows) {
    Prices prices =
        new Prices(
            IntakeSettings.of(null),
            Identities.ALL_EMAIL,
            TestSettings.with(task.settings),
            task.clock);
    String id =
        prices
            .begin(TaskHarness.ACCOUNT, mapping, new StoredAccount(task.stores.stores()))
            .orElseThrow();
    PriceRun run = prices.find(TaskHarness.ACCOUNT, id).orElseThrow();
    for (int from = 0; from < rows.size(); from += PORTION) {
      List<String> portion = rows.subList(from, Math.min(rows.size(), from + PORTION));
      if (!run.take(from + 1, portion)) {
        throw new AssertionError("Rows are the next ones");
      }
    }
    return run.end(task.view().forecast());
  }

  /** Sends rows, as a topic would have them. */
  void send(String mapping, List<String> rows) {
    before = new TreeMap<>(m1.store().contacts());
    callsBefore = m1.calls().size();
    task.callsByKind.clear();
    task.reader =
        new MappedReader(
            MappingReader.read("test", mapping),
            new ContactRules(IntakeSettings.of(TaskHarness.ACCOUNT), task.clock));
    for (String row : rows) {
      task.record(null, row.getBytes(StandardCharsets.UTF_8), new RecordHeaders());
    }
  }

  /** Once nothing waits any more, and the groups of deletes are gone. */
  Happened settled() {
    Duration step = Duration.ofMillis(500);
    for (int turn = 0; turn == 0 || (turn < MOST_TURNS && task.view().pending() > 0); turn++) {
      task.passInSteps(Duration.ofSeconds(5), step);
    }
    task.passInSteps(Duration.ofSeconds(15), step);
    return happened();
  }

  Happened happened() {
    Map<Long, Contact> after = m1.store().contacts();
    int adds = (int) after.keySet().stream().filter(id -> !before.containsKey(id)).count();
    int deletes = (int) before.keySet().stream().filter(id -> !after.containsKey(id)).count();
    Set<String> stayed =
        after.entrySet().stream()
            .filter(entry -> before.containsKey(entry.getKey()))
            .map(entry -> email(entry.getValue()))
            .collect(Collectors.toSet());
    stayed.retainAll(carried());
    return new Happened(adds, stayed.size(), deletes, Map.copyOf(task.callsByKind));
  }

  /** Addresses in the adds and edits since the rows were sent, without marks for deletes. */
  private Set<String> carried() {
    Set<String> carried = new HashSet<>();
    for (FakeM1.Recorded made : m1.calls().subList(callsBefore, m1.calls().size())) {
      if (made.call() instanceof M1Call.AddContacts add
          && add.groupName().filter(group -> group.startsWith("m1bridge-del")).isEmpty()) {
        add.contacts().forEach(contact -> carried.add(email(contact)));
      } else if (made.call() instanceof M1Call.EditContacts edit) {
        edit.rows().forEach(row -> carried.add(row.get(0)));
      }
    }
    return carried;
  }

  private static String email(Contact contact) {
    return contact.get(ContactField.EMAIL).orElseThrow();
  }
}
