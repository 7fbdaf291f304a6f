package io.m1bridge.simulator.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.simulator.SimulatedCloud;
import io.m1bridge.simulator.account.HourKind;
import io.m1bridge.simulator.account.Plan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Calls that come at the same time are as good as calls one after the other. */
class ConcurrentCallsTest {
  private static final int CALLS = 400;
  private static final int LIMIT = 250;

  private final SimulatedCloud m1 = new SimulatedCloud();

  private List<JsonNode> atOnce(String contacts) throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<JsonNode>> calls = new ArrayList<>();
      for (int i = 0; i < CALLS; i++) {
        Map<String, Object> add =
            Map.of("opType", 2, "groupName", "g", "contacts", contacts.formatted(i));
        calls.add(threads.submit(() -> m1.post("/contact/add", add)));
      }
      List<JsonNode> answers = new ArrayList<>();
      for (Future<JsonNode> call : calls) {
        answers.add(call.get());
      }
      return answers;
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void shouldLetExactlyTheLimitThroughAndLoseNoContact()
      throws InterruptedException, ExecutionException {
    m1.settings(Plan.GOLD, LIMIT, null, HourKind.SLIDING);

    List<JsonNode> answers = atOnce("[{\"email\":\"m%d@x.cn\"}]");

    assertThat(answers.stream().map(SimulatedCloud::code).filter("ok"::equals)).hasSize(LIMIT);
    assertThat(m1.contacts()).hasSize(LIMIT);
    assertThat(m1.account().calls().summary(LIMIT).overLimit()).isEqualTo(CALLS - LIMIT);
  }

  @Test
  void shouldMakeOneContactAndOneGroupOfManyAddsOfTheSameEmail()
      throws InterruptedException, ExecutionException {
    Set<Integer> groups = new HashSet<>();
    for (JsonNode answer : atOnce("[{\"email\":\"same@x.cn\",\"notes\":\"%d\"}]")) {
      groups.add(answer.at("/data/groupId").asInt());
    }

    assertThat(groups).hasSize(1);
    assertThat(m1.contacts()).hasSize(1);
  }
}
