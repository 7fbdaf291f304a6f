package io.m1bridge.contactsync.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.contact.Identity;
import io.m1bridge.contactsync.contact.Mode;
import io.m1bridge.contactsync.task.Histories.Action;
import io.m1bridge.contactsync.task.Histories.Kind;
import io.m1bridge.contracts.Command;
import io.m1bridge.m1.Contact;
import io.m1bridge.m1.ContactField;
import io.m1bridge.testkit.m1.FakeM1;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Deaths, lost answers and failures at any time, of contacts that are known by something else than
 * their email: in the end M1 equals the CRM, and at no time did anybody stand there twice.
 */
class KeyedPropertiesTest {

  private static final String LABEL = "CRM";

  /**
   * @param form of the numbers that M1 keeps; it finds nobody by another one, so that what is sent
   *     before a list showed it reaches nobody
   */
  record World(Identity identity, Mode mode, boolean repair, Form form) {
    /** Whether M1 keeps what contacts are known by as it was sent. */
    boolean isExact() {
      return form == Form.AS_SENT || !identity.equals(Identity.MOBILE);
    }
  }

  /** How M1 keeps a number. */
  enum Form {
    AS_SENT,
    PREFIXED,
    SPACED;

    String of(String number) {
      return switch (this) {
        case AS_SENT -> number;
        case PREFIXED -> "+86" + number;
        case SPACED -> "+86 " + number.substring(0, 3) + " " + number.substring(3);
      };
    }
  }

  @Property(tries = 40)
  void shouldEndRightWhateverContactsAreKnownBy(
      @ForAll("worlds") World world, @ForAll("actions") List<Action> actions) {
    Identity identity = world.identity();
    FakeM1 store = new FakeM1();
    store.store().numbers(world.form()::of);
    FilteredM1 cloud = new FilteredM1(store);
    TaskHarness any = KeyedWorld.by(new TaskHarness(cloud, 4), identity).in(world.mode());
    any = (world.repair() ? any.repairing() : any).connected();
    Map<String, String> crm = new TreeMap<>();
    // Somebody by whom a list proves that it shows what contacts are known by.
    Action anchor = new Action(Kind.UPSERT, 40, 0, 1);
    int changes = change(any, identity, anchor, crm) ? 1 : 0;
    any.passInSteps(Duration.ofMinutes(1), Duration.ofSeconds(1));
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
    if (world.repair() || !world.isExact()) {
      twoPasses(any);
    }

    assertThat(any.promise().unsettled()).isZero();
    assertThat(any.keptOriginals()).as("originals of changes that ended").isZero();
    assertThat(any.internalErrors()).isEmpty();
    List<String> shown = shown(store, identity);
    if (world.mode() == Mode.UPSERT) {
      assertThat(values(shown)).as("whoever is left stays").containsAll(values(crm.values()));
    } else if (world.isExact()) {
      assertThat(shown).containsExactlyInAnyOrderElementsOf(crm.values());
      assertThat(any.list.byContact()).as("listed as not delivered").isEmpty();
    } else {
      assertThat(values(shown)).containsExactlyInAnyOrderElementsOf(values(crm.values()));
    }
  }

  private static void twoPasses(TaskHarness any) {
    for (int i = 0; i < 2; i++) {
      any.command(Command.Action.RECONCILE);
      any.passInSteps(Duration.ofMinutes(20), Duration.ofSeconds(4));
    }
  }

  /** What contacts are known by, of each text that says all of them. */
  private static List<String> values(Collection<String> texts) {
    return texts.stream().map(text -> text.substring(0, text.indexOf(' '))).toList();
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
              ? plain(contact.get(ContactField.MOBILE_PHONE).orElse("none"))
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

  private static String plain(String number) {
    return number.replace("+86", "").replace(" ", "");
  }

  @Provide
  Arbitrary<World> worlds() {
    return Combinators.combine(
            Arbitraries.of(Identity.MOBILE, Identity.custom(LABEL)),
            Arbitraries.of(Mode.MIRROR, Mode.UPSERT),
            Arbitraries.of(true, false),
            Arbitraries.of(Form.class))
        .as(World::new);
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
