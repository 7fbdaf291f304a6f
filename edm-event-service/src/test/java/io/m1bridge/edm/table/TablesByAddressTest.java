package io.m1bridge.edm.table;

import static io.m1bridge.edm.summary.TestEvents.SENT_AT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.m1bridge.contracts.ContractJson;
import io.m1bridge.contracts.EngagementEvent;
import io.m1bridge.contracts.Topics;
import io.m1bridge.edm.engagement.RecipientKeys;
import io.m1bridge.edm.summary.TestEvents;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tables do not rest on what events are keyed by. */
class TablesByAddressTest {

  private static final RecipientKeys HMACS = RecipientKeys.hmac("0123456789abcdef0123456789abcdef");
  private static final RecipientKeys OTHERS =
      RecipientKeys.hmac("fedcba9876543210fedcba9876543210");
  private static final List<String> KINDS =
      List.of("sent", "opened", "clicked", "unsubscribed", "soft-final", "hard-final");
  private static final int EVENTS = 200;

  @TempDir Path stateDir;

  private static EngagementEvent event(Random random, int number) throws IOException {
    EngagementEvent event =
        TestEvents.event(
            KINDS.get(random.nextInt(KINDS.size())),
            7 + random.nextInt(2),
            SENT_AT.plus(Duration.ofMinutes(number)));
    ObjectNode json = ContractJson.mapper().valueToTree(event);
    json.put("recipient", "P" + random.nextInt(9) + "@x.cn");
    return ContractJson.mapper().treeToValue(json, EngagementEvent.class);
  }

  private Map<String, Map<String, JsonNode>> tables(boolean hmacs, RecipientKeys... keys)
      throws IOException {
    try (TablesWorld world = new TablesWorld(stateDir, keys.length + "-" + hmacs, hmacs)) {
      Random random = new Random(1);
      for (int i = 0; i < EVENTS; i++) {
        EngagementEvent event = event(random, i);
        world.happens(keys[i * keys.length / EVENTS].of(event.recipient()), event);
      }
      return world.standing();
    }
  }

  @Test
  void shouldBeTheSameWhateverEventsAreKeyedBy() throws IOException {
    Map<String, Map<String, JsonNode>> expected = tables(false, RecipientKeys.ADDRESSES);

    assertThat(tables(true, HMACS)).isEqualTo(expected);
    assertThat(tables(true, RecipientKeys.ADDRESSES, HMACS, OTHERS))
        .as("keyed otherwise twice on the way")
        .isEqualTo(expected);
    assertThat(expected.get(Topics.SUPPRESSIONS.name()).keySet())
        .isNotEmpty()
        .allMatch(key -> key.matches("demo/p\\d@x\\.cn"));
  }

  @Test
  void shouldLeaveOutWhatIsNoEvent() throws IOException {
    try (TablesWorld world = new TablesWorld(stateDir, "odd", true)) {
      world.engagement.pipeInput("key", "[1".getBytes(java.nio.charset.StandardCharsets.UTF_8));

      assertThat(world.unreadable).hasValue(1);
    }
  }
}
