package io.m1bridge.edm.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.m1bridge.contracts.Command;
import io.m1bridge.contracts.Topics;
import io.m1bridge.edm.stream.SampleBoard;
import io.m1bridge.owner.command.CommandLog;
import io.m1bridge.owner.web.Question;
import io.m1bridge.owner.web.Replicas;
import io.m1bridge.testkit.time.MutableClock;
import io.m1bridge.ui.problem.ProblemException;
import jakarta.ws.rs.core.Response;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CommandsTest {

  private final MockProducer<String, byte[]> kafka =
      new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
  private final Commands commands =
      new Commands(
          new CommandLog(() -> kafka, Topics.EDM_COMMANDS, MutableClock.at("2026-11-23T08:00:00Z")),
          SampleBoard.of("demo", 7),
          this::owner,
          Topics.EDM_COMMANDS,
          ZoneId.of("Asia/Shanghai"));

  /** What the owner of other accounts answers; empty for that it is moving. */
  private Optional<Integer> owner = Optional.of(200);

  private final List<String> asked = new ArrayList<>();

  private Optional<Response> owner(String account, Question question) {
    asked.add(question.route() + " as " + question.headers().apply("Authorization"));
    return Optional.of(Response.status(owner.orElseThrow(Replicas::moving)).build());
  }

  private Command given(String account, CommandRequest request) {
    return commands
        .give(account, request, new Commands.Asker("li.wei", name -> "token t"))
        .command();
  }

  private int refused(String account, CommandRequest request) {
    ProblemException refused =
        catchThrowableOfType(ProblemException.class, () -> given(account, request));
    assertThat(kafka.history()).isEmpty();
    return refused.problem().status();
  }

  private static CommandRequest pollNow(@Nullable Long campaign) {
    return new CommandRequest("poll-now", campaign, null, null);
  }

  private static CommandRequest backfill(@Nullable String from, @Nullable String to) {
    return new CommandRequest("backfill", null, from, to);
  }

  @Test
  void shouldWriteWhoWantsWhat() {
    Command command = given("demo", pollNow(7L));

    assertThat(command.action()).isEqualTo(Command.Action.POLL_NOW);
    assertThat(command.by()).isEqualTo("li.wei");
    assertThat(command.arguments()).isEqualTo(Map.of(Command.CAMPAIGN, "7"));
    assertThat(kafka.history()).singleElement().extracting("topic").isEqualTo("edm.commands");
  }

  @Test
  void shouldTakeDaysAsThoseOfM1AndTheLastOneIncluded() {
    assertThat(given("demo", backfill("2024-01-01", "2024-01-31")).arguments())
        .isEqualTo(
            Map.of(Command.FROM, "2023-12-31T16:00:00Z", Command.TO, "2024-01-31T15:59:59Z"));
    assertThat(given("demo", backfill("2024-01-01T08:00:00Z", "2024-01-31")).arguments())
        .containsEntry(Command.FROM, "2024-01-01T08:00:00Z");
  }

  @Test
  void shouldAskTheOwnerWhatAnotherReplicaKnows() {
    assertThat(given("somebody-else-s", pollNow(99L)).account()).isEqualTo("somebody-else-s");

    assertThat(asked).last().isEqualTo("/v1/accounts/somebody-else-s/campaigns/99 as token t");
    owner = Optional.empty();
    assertThat(given("somebody-else-s", pollNow(99L)).account())
        .as("moving: it looks itself")
        .isEqualTo("somebody-else-s");
  }

  @Test
  void shouldRefuseWhatTheOwnerDoesNotKnow() {
    owner = Optional.of(404);

    assertThat(refused("somebody-else-s", pollNow(99L))).isEqualTo(404);
    assertThat(refused("somebody-else-s", backfill("2024-01-01", "2024-01-31"))).isEqualTo(404);
  }

  @Test
  void shouldRefuseWhatIsNotThere() {
    assertThat(refused("demo", pollNow(8L))).isEqualTo(404);
    assertThat(refused("demo", pollNow(null))).isEqualTo(404);
    assertThat(refused("no account", pollNow(7L))).isEqualTo(404);
    assertThat(refused("demo", new CommandRequest("pause", null, null, null))).isEqualTo(400);
    assertThat(refused("demo", new CommandRequest(null, null, null, null))).isEqualTo(400);
    assertThat(refused("demo", backfill("2024-02-01", "2024-01-31"))).isEqualTo(400);
    assertThat(refused("demo", backfill("yesterday", "2024-01-31"))).isEqualTo(400);
    assertThat(refused("demo", backfill("2024-01-31", null))).isEqualTo(400);
    assertThat(refused("demo", backfill("1969-01-31", "1970-02-01"))).isEqualTo(400);
  }

  @Test
  void shouldSayWhereKafkaDoesNotAnswer() {
    kafka.sendException = new TimeoutException("no answer");

    assertThat(refused("demo", pollNow(7L))).isEqualTo(503);
  }
}
