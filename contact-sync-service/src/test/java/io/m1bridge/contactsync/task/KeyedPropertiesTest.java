package io.m1bridge.contactsync.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.contact.Identity;
import io.m1bridge.contactsync.task.Histories.Action;
import io.m1bridge.contactsync.task.Histories.Kind;
import io.m1bridge.m1.Contact;
import io.m1bridge.m1.ContactField;
import io.m1bridge.testkit.m1.FakeM1;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Deaths, lost answers and failures at any time, of contacts that are known by something else than
 * their email: in the end M1 equals the CRM, and at no time did anybody stand there twice.
 */
class KeyedPropertiesTest {

  private static final String LABEL = "CRM";

  @Property(tries = 40)
  void shouldEndRightWhateverContactsAreKnownBy(
      @ForAll("identities") Identity identity, @ForAll("actions") List<Action> actions) {
    FakeM1 store = new FakeM1();
    FilteredM1 cloud = new FilteredM1(store);
    TaskHarness any = KeyedWorld.by(new TaskHarness(cloud, 4), identity).connected();
    Map<String, String> crm = new TreeMap<>();
    int changes = 0;
    for (Action action : actions) {
      changes += change(any, identity, action, crm) ? 1 : 0;
      Histories.mishap(store, cloud, any, action);
      any.pass(Duration.ofMillis(100L * action.ticks()));
      shown(store, identity);
      long open = any.view().pending() + any.view().parked() + any.view().inDoubt();
      assertThat(any.promise().changes()).isEqualTo(changes);
      assertThat(open).as("every change is counted once").isEqualTo(any.promise().pending());
      assertThat(any.countedReasons()).as("counted").isEqualTo(any.list.counted());
    }
    store.release();
    cloud.filter =
        Histories.someAreRefused(new Random(actions.stream().mapToLong(Action::ticks).sum()));
    for (int hour = 0; hour < 6; hour++) {
      any.connected().passInSteps(Duration.ofHours(1), Duration.ofSeconds(4));
      shown(store, identity);
    }

    assertThat(any.promise().unsettled()).isZero();
    assertThat(any.keptOriginals()).as("originals of changes that ended").isZero();
    assertThat(shown(store, identity)).containsExactlyInAnyOrderElementsOf(crm.values());
    assertThat(any.list.byContact()).as("listed as not delivered").isEmpty();
    assertThat(any.internalErrors()).isEmpty();
  }

  /** Contacts change their emails, and now and then what they are known by. */
  private static boolean change(
      TaskHarness any, Identity identity, Action action, Map<String, String> crm) {
    String key = "k" + action.contact();
    String value = value(identity, 2 * action.contact() + (action.ticks() % 5 == 0 ? 1 : 0));
    String known =
        identity.equals(Identity.MOBILE)
            ? "\"mobilePhone\":\"" + value + "\""
            : "\"custom\":{\"" + LABEL + "\":\"" + value + "\"}";
    String email = "e" + action.contact() + action.value() + "@x.cn";
    String city = action.city();
    switch (action.kind()) {
      case UPSERT, GROUP ->
          any.upsert(key, "{" + known + ",\"email\":\"" + email + "\",\"city\":\"" + city + "\"}");
      case CUSTOM -> any.upsert(key, "{" + known + ",\"email\":null,\"city\":\"" + city + "\"}");
      case CLEAR -> any.upsert(key, "{" + known + ",\"email\":null,\"city\":null}");
      case DELETE -> any.delete(key);
      default -> {
        return false;
      }
    }
    switch (action.kind()) {
      case UPSERT, GROUP -> crm.put(key, value + " " + email + " " + city);
      case CUSTOM -> crm.put(key, value + "  " + city);
      case CLEAR -> crm.put(key, value + "  ");
      default -> crm.remove(key);
    }
    return true;
  }

  private static String value(Identity identity, int contact) {
    return identity.equals(Identity.MOBILE) ? "138000001" + (10 + contact) : "id/" + contact;
  }

  /** What M1 shows, by what contacts are known by. */
  private static List<String> shown(FakeM1 store, Identity identity) {
    Map<String, String> shown = new TreeMap<>();
    List<String> twice = new ArrayList<>();
    for (Contact contact : store.store().contacts().values()) {
      String known =
          identity.equals(Identity.MOBILE)
              ? contact.get(ContactField.MOBILE_PHONE).orElse("none")
              : contact.properties().values().stream().findFirst().orElse("none");
      String text =
          contact.get(ContactField.EMAIL).orElse("")
              + " "
              + contact.get(ContactField.CITY).orElse("");
      if (shown.put(known, text) != null) {
        twice.add(known);
      }
    }
    assertThat(twice).as("stand there twice").isEmpty();
    return shown.entrySet().stream().map(one -> one.getKey() + " " + one.getValue()).toList();
  }

  @Provide
  Arbitrary<Identity> identities() {
    return Arbitraries.of(Identity.MOBILE, Identity.custom(LABEL));
  }

  @Provide
  Arbitrary<List<Action>> actions() {
    return Histories.actions(0, 0).map(KeyedPropertiesTest::withoutBadHours);
  }

  /** An hour without answers takes as long as all else together. */
  private static List<Action> withoutBadHours(List<Action> actions) {
    return actions.stream().filter(action -> action.kind() != Kind.BAD_HOUR).toList();
  }
}
