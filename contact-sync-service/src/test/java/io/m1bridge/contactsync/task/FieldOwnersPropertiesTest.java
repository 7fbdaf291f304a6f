package io.m1bridge.contactsync.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.contact.AddMerge;
import io.m1bridge.contactsync.contact.OwnedField;
import io.m1bridge.contactsync.contact.Owner;
import io.m1bridge.contactsync.task.Histories.Action;
import io.m1bridge.contactsync.task.Histories.Kind;
import io.m1bridge.m1.Contact;
import io.m1bridge.m1.ContactField;
import io.m1bridge.testkit.m1.FakeM1;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** Whole histories in which somebody works in M1 while changes come and calls go wrong. */
class FieldOwnersPropertiesTest {

  private static final List<ContactField> TYPED = List.of(ContactField.CITY, ContactField.FAX);

  /** What the CRM and a person said of a contact that the CRM has. */
  private static final class Told {
    private final Map<ContactField, OwnedField> owned = new HashMap<>();
    private final Map<ContactField, String> ofCrm = new HashMap<>();
    private String lastEvent = "";

    Told(Map<ContactField, Owner> owners) {
      owners.forEach(
          (field, owner) -> {
            if (owner != Owner.CRM) {
              owned.put(field, new OwnedField(owner));
            }
          });
    }

    void said(ContactField field, @Nullable String value) {
      if (owned.containsKey(field)) {
        owned.get(field).said(value, false);
      } else {
        ofCrm.put(field, value == null ? "" : value);
      }
    }

    void check(Contact shown) {
      ofCrm.forEach((field, value) -> assertThat(shown.get(field).orElse("")).isEqualTo(value));
      owned.forEach(
          (field, said) ->
              assertThat(said.allowed())
                  .as("%s, owned by %s", field, said.owner())
                  .contains(shown.get(field).orElse("")));
    }
  }

  @Property(tries = 60)
  void shouldKeepWhatAPersonTyped(
      @ForAll Owner city,
      @ForAll Owner fax,
      @ForAll Owner groups,
      @ForAll Owner label,
      @ForAll AddMerge merge,
      @ForAll("actions") List<Action> actions) {
    FakeM1 store = new FakeM1();
    FilteredM1 cloud = new FilteredM1(store);
    TaskHarness any =
        new TaskHarness(cloud, merge, 4)
            .with("owners.city", city.toString())
            .with("owners.fax", fax.toString())
            .with("owners.groups", groups.toString());
    for (int contact = 0; contact < 12; contact++) {
      any.with("owners.\"custom:L" + contact + "\"", label.toString());
    }
    any.connected();
    Map<ContactField, Owner> owners = Map.of(ContactField.CITY, city, ContactField.FAX, fax);
    Map<String, Told> crm = new TreeMap<>();
    int changes = 0;
    int typed = 0;
    for (Action action : actions) {
      if (action.kind() == Kind.TYPE) {
        type(store, crm, action, "typed" + ++typed);
      } else if (Histories.change(any, action, new TreeMap<>(), changes)) {
        tell(crm, owners, action, changes++);
      } else {
        Histories.mishap(store, cloud, any, action);
      }
      any.pass(Duration.ofMillis(100L * action.ticks()));
      settled(crm, any);
    }
    store.release();
    cloud.filter =
        Histories.someAreRefused(new Random(actions.stream().mapToLong(Action::ticks).sum()));
    any.connected().passInSteps(Duration.ofMinutes(60), Duration.ofSeconds(1));

    assertThat(any.promise().unsettled()).isZero();
    assertThat(any.deadLetterReasons()).isEmpty();
    assertThat(SyncHarness.cities(store).keySet()).isEqualTo(crm.keySet());
    for (Contact shown : store.store().contacts().values()) {
      crm.get(shown.get(ContactField.EMAIL).orElseThrow()).check(shown);
      assertThat(groups == Owner.M1 && !shown.groups().isEmpty()).as("joined").isFalse();
      assertThat(label == Owner.M1 && !shown.properties().isEmpty()).as("labelled").isFalse();
    }
  }

  @Provide
  Arbitrary<List<Action>> actions() {
    return Histories.actions(12, 0);
  }

  private static void type(FakeM1 store, Map<String, Told> crm, Action action, String value) {
    ContactField field = TYPED.get(action.value() % TYPED.size());
    Told told = crm.get(action.email());
    if (told != null
        && told.owned.containsKey(field)
        && store.store().byEmail(action.email()).isPresent()) {
      store.store().type(action.email(), field, value);
      told.owned.get(field).typed(value);
    }
  }

  private static void tell(
      Map<String, Told> crm, Map<ContactField, Owner> owners, Action action, int number) {
    if (action.kind() == Kind.DELETE) {
      crm.remove(action.email());
      return;
    }
    Told told = crm.computeIfAbsent(action.email(), email -> new Told(owners));
    told.lastEvent = "e" + number;
    told.said(ContactField.CITY, action.kind() == Kind.CLEAR ? null : action.city());
    if (action.kind() != Kind.CLEAR && action.value() == 0) {
      told.said(ContactField.FAX, Integer.toString(number));
    }
  }

  private static void settled(Map<String, Told> crm, TaskHarness any) {
    for (Told told : crm.values()) {
      if (any.ends().containsKey(told.lastEvent)) {
        told.owned.values().forEach(OwnedField::settled);
      }
    }
  }
}
