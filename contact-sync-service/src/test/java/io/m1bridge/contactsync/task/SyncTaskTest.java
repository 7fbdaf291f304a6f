package io.m1bridge.contactsync.task;

import static io.m1bridge.contactsync.task.SyncHarness.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contracts.SyncResult.Outcome;
import io.m1bridge.m1.ContactField;
import io.m1bridge.m1.M1Call;
import io.m1bridge.testkit.m1.FakeM1;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SyncTaskTest {

  private final FakeM1 m1 = new FakeM1();
  private final TaskHarness task = new TaskHarness(m1);

  @Test
  void shouldMakeNoCallBeforeItsIntentIsCommitted() {
    task.connected();
    task.stopCommitting();
    task.upsert("k1", person("a@x.cn", ""));

    task.pass(Duration.ofSeconds(20));
    assertThat(m1.calls()).isEmpty();

    task.commitAgain();
    task.pass(Duration.ofSeconds(1));
    assertThat(m1.calls()).hasSize(1);
  }

  @Test
  void shouldSendNothingOnAnExpiredPermit() {
    task.connected();
    task.stopCommitting();
    String change = task.upsert("k1", person("a@x.cn", ""));
    task.pass(Duration.ofSeconds(40));
    task.access.grantNothing(TaskHarness.ACCOUNT);
    task.commitAgain();

    task.pass(Duration.ofSeconds(5));
    assertThat(m1.calls()).isEmpty();

    task.access.grantAlways(TaskHarness.ACCOUNT);
    task.pass(Duration.ofSeconds(5));
    assertThat(task.ends()).isEqualTo(Map.of(change, Outcome.APPLIED));
  }

  @Test
  void shouldHoldTheCallsOfAnEarlierOwnerUntilTheyCanNoLongerLand() {
    task.connected();
    m1.hold();
    String first = task.upsert("k1", person("a@x.cn", "\"city\":\"上海\""));
    task.pass(Duration.ofSeconds(1));
    task.die();
    m1.release();
    String second = task.patch("k1", "{\"city\":\"北京\"}");
    String other = task.upsert("k2", person("b@x.cn", ""));

    task.pass(TaskHarness.IN_DOUBT_FOR.minus(Duration.ofSeconds(10)));
    assertThat(m1.calls(M1Call.AddContacts.class)).as("only the other contact's").hasSize(2);
    assertThat(task.ends()).isEqualTo(Map.of(other, Outcome.APPLIED));

    task.pass(Duration.ofSeconds(15));
    assertThat(task.ends())
        .isEqualTo(
            Map.of(first, Outcome.COALESCED, second, Outcome.APPLIED, other, Outcome.APPLIED));
    assertThat(m1.store().byEmail("a@x.cn").orElseThrow().get(ContactField.CITY)).contains("北京");
  }

  @Test
  void shouldGoOnWithADeleteAfterADeathInEachOfItsSteps() {
    task.connected();
    for (int i = 0; i < 120; i++) {
      task.upsert("k" + i, person("p" + i + "@x.cn", ""));
    }
    task.pass(Duration.ofSeconds(5));
    for (int i = 0; i < 110; i++) {
      task.delete("k" + i);
    }

    for (int death = 0; death < 12; death++) {
      task.pass(Duration.ofMillis(200));
      task.die();
      task.pass(Duration.ofMillis(121_000 - death * 137L));
    }
    task.pass(Duration.ofSeconds(130));

    assertThat(m1.store().contacts()).hasSize(10);
    assertThat(task.ends().values()).hasSize(230).containsOnly(Outcome.APPLIED);
  }

  @Test
  void shouldCostAtMostFortyCallsForTenThousandChangesOfTwoThousandContacts() {
    Map<String, String> cities = backlog(new Random(1));
    task.connected();

    task.pass(Duration.ofSeconds(20));

    assertThat(task.ends()).hasSize(10_000);
    assertThat(inM1()).isEqualTo(cities);
    assertThat(m1.calls()).hasSizeLessThanOrEqualTo(40);
  }

  /** Ten thousand changes of two thousand contacts, before the account is connected. */
  private Map<String, String> backlog(Random random) {
    Map<String, String> cities = new TreeMap<>();
    for (int i = 0; i < 10_000; i++) {
      int contact = i < 2_000 ? i : random.nextInt(2_000);
      String key = "k" + contact;
      int kind = i < 2_000 ? 0 : random.nextInt(20);
      if (kind == 19) {
        task.delete(key);
        cities.remove(key);
        continue;
      }
      String city = "城" + random.nextInt(50);
      String groups = kind < 3 ? ",\"groups\":[\"G" + random.nextInt(4) + "\"]" : "";
      String more = kind % 2 == 0 ? ",\"jobTitle\":\"经理\"" : ",\"qq\":\"" + i + "\"";
      task.upsert(
          key, person("p" + contact + "@x.cn", "\"city\":\"" + city + "\"" + more + groups));
      cities.put(key, city);
    }
    return cities;
  }

  private Map<String, String> inM1() {
    return m1.store().contacts().values().stream()
        .collect(
            Collectors.toMap(
                c -> "k" + c.get(ContactField.EMAIL).orElseThrow().split("[p@]")[1],
                c -> c.get(ContactField.CITY).orElseThrow()));
  }
}
