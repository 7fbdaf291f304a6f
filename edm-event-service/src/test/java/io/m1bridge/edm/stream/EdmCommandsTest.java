package io.m1bridge.edm.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.m1bridge.contracts.Command;
import io.m1bridge.contracts.ContractJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.junit.jupiter.api.Test;

/** What stands on {@code edm.commands} reaches the owner of the account. */
class EdmCommandsTest extends EdmTopologyWorld {

  private TestInputTopic<String, byte[]> commands() {
    return driver.createInputTopic(
        topics.commands().name(), new StringSerializer(), new ByteArraySerializer());
  }

  private byte[] pollNow(long campaign) throws JsonProcessingException {
    return ContractJson.mapper()
        .writeValueAsBytes(
            new Command(
                "demo",
                Command.Action.POLL_NOW,
                "li.wei",
                clock.instant(),
                Map.of(Command.CAMPAIGN, "" + campaign)));
  }

  @Test
  void shouldObeyTheCommandsOfItsAccounts() throws Exception {
    m1.campaign(7, START.minus(Duration.ofDays(40)));
    connect();
    pass(Duration.ofMinutes(5));
    m1.row(7, "open", "late@x.cn", clock.instant());
    pass(Duration.ofMinutes(5));
    assertThat(engagement.isEmpty()).isTrue();

    commands().pipeInput("demo", pollNow(7));
    pass(Duration.ofMinutes(1));

    assertThat(engagement.readRecordsToList()).hasSize(1);
  }

  @Test
  void shouldObeyAfterARefillWhatCameMeanwhile() throws Exception {
    stop();
    historyAtOnce = false;
    start();
    HistoryReading reading = histories.get(histories.size() - 1);
    pass(TICK);
    commands()
        .pipeInput(
            "demo",
            ContractJson.mapper()
                .writeValueAsBytes(
                    new Command(
                        "demo",
                        Command.Action.BACKFILL,
                        "li.wei",
                        clock.instant(),
                        Map.of(
                            Command.FROM, "2024-01-01T00:00:00Z",
                            Command.TO, "2024-02-01T00:00:00Z"))));

    put(reading, new HistoryReading.Begin(Map.of("demo", authorized(1))), new HistoryReading.End());
    pass(Duration.ofMinutes(1));

    assertThat(board.account("demo").orElseThrow().backfill()).isNotNull();
  }

  @Test
  void shouldGoOnWhateverOthersWriteThere() throws Exception {
    connect();
    pass(Duration.ofMinutes(1));

    commands().pipeInput("demo", "no json".getBytes(StandardCharsets.UTF_8));
    commands().pipeInput("demo", "{\"action\":\"fly\"}".getBytes(StandardCharsets.UTF_8));
    commands().pipeInput("demo", null);
    commands().pipeInput(null, pollNow(7));
    commands().pipeInput("else", pollNow(7));
    m1.campaign(7, clock.instant());
    m1.row(7, "open", "a@x.cn", clock.instant());
    pass(Duration.ofMinutes(5));

    assertThat(engagement.readRecordsToList()).hasSize(1);
  }
}
