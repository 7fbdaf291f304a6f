package io.m1bridge.contactsync.task;

import io.m1bridge.contactsync.change.ChangeParser;
import io.m1bridge.contactsync.change.ContactRules;
import io.m1bridge.contactsync.change.IntakeSettings;
import io.m1bridge.contactsync.contact.Identities;
import io.m1bridge.contactsync.contact.Identity;
import io.m1bridge.contracts.Command;
import io.m1bridge.m1.Contact;
import io.m1bridge.m1.ContactField;
import io.m1bridge.m1.M1Call;
import io.m1bridge.testkit.m1.FakeM1;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** An account whose contacts are known by something else than their email. */
abstract class KeyedWorld {

  static final Duration STEP = Duration.ofSeconds(1);

  final FakeM1 m1 = new FakeM1();
  final FilteredM1 cloud = new FilteredM1(m1);
  TaskHarness task = by(new TaskHarness(cloud, 3), Identity.MOBILE).connected();

  /** The task reads changes of an account with this identity. */
  static TaskHarness by(TaskHarness task, Identity identity) {
    IntakeSettings settings = IntakeSettings.of(TaskHarness.ACCOUNT);
    Identities identities = new Identities(Map.of(TaskHarness.ACCOUNT, identity));
    task.reader = new ChangeParser(settings, new ContactRules(settings, identities, task.clock));
    return task;
  }

  /** The number of a person. */
  static String number(int person) {
    return "1380000000" + person;
  }

  /** What the CRM says of a person. */
  static String person(int person, String more) {
    return "{\"mobilePhone\":\"" + number(person) + "\"" + (more.isEmpty() ? "" : "," + more) + "}";
  }

  /** What M1 shows: the city of each contact by its number; fails where one stands there twice. */
  static Map<String, String> cities(FakeM1 m1) {
    Map<String, String> cities = new TreeMap<>();
    for (Contact contact : m1.store().contacts().values()) {
      String before =
          cities.put(
              contact.get(ContactField.MOBILE_PHONE).orElse("none"),
              contact.get(ContactField.CITY).orElse(""));
      if (before != null) {
        throw new AssertionError("One number stands there twice");
      }
    }
    return cities;
  }

  /** Somebody in M1 typed a contact in. */
  long typed(Map<ContactField, String> fields) {
    return m1.store().put(Contact.of(fields, Map.of()));
  }

  /** All that M1 lists is read, twice. */
  void looked() {
    task.command(Command.Action.RECONCILE);
    task.passInSteps(Duration.ofMinutes(15), STEP);
  }

  List<M1Call.AddContacts> adds() {
    return m1.calls(M1Call.AddContacts.class);
  }

  List<M1Call.EditContacts> edits() {
    return m1.calls(M1Call.EditContacts.class);
  }

  Set<String> waiting() {
    return Set.copyOf(task.list.reasons().values());
  }
}
