package io.m1bridge.edm.poll;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.contracts.EngagementEvent;
import io.m1bridge.guarantee.EveryRowOnce;
import io.m1bridge.guarantee.EveryRowOnce.Difference;
import io.m1bridge.testkit.m1.SimulatedM1;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Campaigns of the simulator whose rows change after they were published, in virtual time through
 * the real client. Rows are told apart by what stays of them: the simulator tells its truth as it
 * is now.
 */
class ChangedRowsIT {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'maskedShare': 1 | {}",
        "'maskedShare': 1 | {'pageCap': 10}",
        "'renamedShare': 0.5 | {'total': {'form': 'absent'}}",
        "'filledShare': 1 | {'total': {'surplus': 3}}",
        "'maskedShare': 0.3, 'renamedShare': 0.3, 'filledShare': 0.3 | {'pageCap': 10}"
      })
  void shouldPublishEveryRowOnceHoweverM1ChangesIt(String changes, String knobs) {
    try (SimulatedM1 m1 = new SimulatedM1(json("{'edm': " + knobs + "}"))) {
      PollHarness poller = new PollHarness(m1, Map.of(), m1.now());
      m1.follow(poller.clock);
      m1.account(
          "POST",
          "/campaigns",
          json(
              "{'recipients': 120, 'duration': 'PT1H', 'lateShare': 0.2, 'lateDelay': 'PT6H',"
                  + " 'equalShare': 0.2, 'seed': 1, "
                  + changes
                  + "}"));
      poller.pass(Duration.ofMinutes(90), Duration.ofSeconds(15));
      poller.crash();
      poller.pass(Duration.ofHours(40), Duration.ofMinutes(10));

      List<String> truth = new ArrayList<>();
      m1.account("GET", "/engagement", "").forEach(row -> truth.add(core(row)));
      List<String> published = poller.events.stream().map(row -> core(row.event())).toList();
      assertThat(EveryRowOnce.compare(truth, published)).isEqualTo(Difference.NONE);
      CampaignState state = poller.status().campaigns().get(0);
      assertThat(state.changed().rows()).isPositive();
      assertThat(state.counts().vanished()).isZero();
    }
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }

  private static String core(JsonNode row) {
    return String.join(
        " ",
        row.path("dmdtype").asText(),
        row.path("email").asText(),
        row.path("eventdate").asText(),
        row.path("clickurl").asText());
  }

  private static String core(EngagementEvent event) {
    return String.join(
        " ",
        event.raw().type(),
        event.recipient(),
        event.raw().eventdate(),
        event.link() == null ? "" : event.link().url());
  }
}
