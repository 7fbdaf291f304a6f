package io.m1bridge.contactsync.task;

import static io.m1bridge.contactsync.task.SyncHarness.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contracts.SyncResult;
import io.m1bridge.contracts.SyncResult.Outcome;
import io.m1bridge.testkit.m1.FakeM1;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Changes come one by one, for ever, and a permit every two seconds: edits and adds take turns. */
class TrickleTest {

  private static final Duration PERMIT = Duration.ofMillis(1_870);
  private static final long TICK = TaskHarness.TICK.toMillis();
  private static final int CONTACTS = 1_200;
  private static final int EACH_TICK = 2;

  private final FakeM1 m1 = new FakeM1();
  private final TaskHarness task = new TaskHarness(m1).connected();
  private final Map<String, Instant> sent = new HashMap<>();
  private final List<Long> edited = new ArrayList<>();
  private final List<Long> added = new ArrayList<>();

  private static String email(int contact) {
    return "p" + contact + "@x.cn";
  }

  private void look() {
    for (SyncResult result : task.results()) {
      Instant since = sent.remove(result.eventId());
      if (since != null && result.outcome() == Outcome.APPLIED) {
        boolean add = result.operation() == SyncResult.Operation.ADD;
        (add ? added : edited).add(Duration.between(since, task.clock.instant()).toMillis());
      }
    }
  }

  private static long percentile(List<Long> millis, int percent) {
    List<Long> sorted = millis.stream().sorted().toList();
    return sorted.get(sorted.size() * percent / 100);
  }

  @Test
  void shouldSendEachKindWithEveryOtherPermit() {
    for (int i = 0; i < CONTACTS; i++) {
      task.upsert("k" + i, person(email(i), "\"city\":\"上海\""));
    }
    task.pass(Duration.ofSeconds(30));
    task.results();
    int before = m1.calls().size();
    task.access.grantNothing(TaskHarness.ACCOUNT).grantEvery(TaskHarness.ACCOUNT, PERMIT, 1);
    for (int i = 0; i < CONTACTS; i++) {
      String event =
          i % 5 == 0
              ? task.upsert("n" + i, person("n" + i + "@x.cn", "\"city\":\"上海\""))
              : task.patch("k" + i, "{\"city\":\"北京\"}");
      sent.put(event, task.clock.instant());
      if (i % EACH_TICK == EACH_TICK - 1) {
        task.pass(TaskHarness.TICK);
        look();
      }
    }
    for (int i = 0; i < 100; i++) {
      task.pass(TaskHarness.TICK);
      look();
    }
    List<Long> all = new ArrayList<>(edited);
    all.addAll(added);

    assertThat(sent).isEmpty();
    assertThat(m1.calls().size() - before).isLessThanOrEqualTo(36);
    assertThat(percentile(all, 95)).isLessThanOrEqualTo(2 * PERMIT.toMillis() + TICK);
    assertThat(percentile(added, 95)).isLessThanOrEqualTo(2 * PERMIT.toMillis() + 2 * TICK);
  }
}
