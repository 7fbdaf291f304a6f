package io.m1bridge.contactsync.task;

import static io.m1bridge.contactsync.task.SyncHarness.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.m1.ContactField;
import io.m1bridge.m1.M1Outcome;
import io.m1bridge.testkit.m1.FakeM1;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class SyncTaskPropertiesTest {

  /** Deaths, lost answers and failures at any time: in the end M1 equals the CRM. */
  @Property(tries = 60)
  void shouldEndRightWhateverHappens(@ForAll Random random) {
    FakeM1 cloud = new FakeM1();
    TaskHarness any = new TaskHarness(cloud).connected();
    Map<String, String> cities = new TreeMap<>();
    int changes = 0;
    for (int step = 0; step < 60; step++) {
      for (int i = random.nextInt(8); i > 0; i--) {
        change(any, random, cities);
        changes++;
      }
      mishap(cloud, any, random);
      any.pass(Duration.ofMillis(100L * (1 + random.nextInt(30))));
    }
    cloud.release();
    any.connected().passInSteps(Duration.ofMinutes(60), Duration.ofSeconds(1));

    assertThat(any.ends().size()).isEqualTo(changes - any.deadLetterReasons().size());
    Map<String, String> shown = new TreeMap<>();
    cloud
        .store()
        .contacts()
        .values()
        .forEach(
            c ->
                shown.put(
                    c.get(ContactField.EMAIL).orElseThrow(), c.get(ContactField.CITY).orElse("")));
    assertThat(shown).isEqualTo(cities);
  }

  private static void change(TaskHarness any, Random random, Map<String, String> cities) {
    int number = random.nextInt(12);
    String email = "p" + number + "@x.cn";
    int kind = random.nextInt(10);
    if (kind < 2) {
      any.delete("k" + number);
      cities.remove(email);
    } else if (kind < 4 && cities.containsKey(email)) {
      any.patch("k" + number, "{\"city\":null}");
      cities.put(email, "");
    } else {
      String city = "城" + random.nextInt(3);
      String groups = random.nextInt(4) == 0 ? ",\"groups\":[\"G" + random.nextInt(2) + "\"]" : "";
      any.upsert("k" + number, person(email, "\"city\":\"" + city + "\"" + groups));
      cities.put(email, city);
    }
  }

  private static void mishap(FakeM1 cloud, TaskHarness any, Random random) {
    switch (random.nextInt(14)) {
      case 0 -> {
        cloud.hold();
        any.pass(Duration.ofMillis(300));
        any.die();
        cloud.release();
      }
      case 1 -> any.die();
      case 2 -> cloud.nextAfterEffect(new M1Outcome.Unknown<>("time-out"));
      case 3 -> cloud.next(new M1Outcome.Unknown<>("time-out"));
      case 4 ->
          cloud.next(
              new M1Outcome.Unavailable<>(
                  M1Outcome.Unavailable.SERVER_ERROR, Duration.ofSeconds(1)));
      case 5 -> cloud.next(new M1Outcome.Unauthorized<>());
      default -> {}
    }
  }
}
