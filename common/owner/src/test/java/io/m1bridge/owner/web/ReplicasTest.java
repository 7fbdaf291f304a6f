package io.m1bridge.owner.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.m1bridge.contracts.AccountPartitioner;
import io.m1bridge.contracts.TopicSpec;
import io.m1bridge.contracts.Topics;
import io.m1bridge.kafka.replica.ReplicaClient;
import io.m1bridge.ui.problem.Problem;
import io.m1bridge.ui.problem.ProblemException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.state.HostInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two replicas: this one, and another one that is a server of the test. */
class ReplicasTest {

  private static final TopicSpec TOPIC = Topics.ACCOUNTS;
  private static final String OURS = "demo";
  private static final String THEIRS = "east";
  private static final int OUR_PARTITION = AccountPartitioner.partition(OURS, TOPIC.partitions());

  private final List<StreamsMetadata> group = new ArrayList<>();
  private final List<String> asked = new ArrayList<>();
  private final Map<String, String> headers = new HashMap<>();
  private int status = 200;
  private boolean running = true;
  private HttpServer other;

  private record Replica(HostInfo hostInfo, Set<TopicPartition> topicPartitions)
      implements StreamsMetadata {

    @Override
    public Set<String> stateStoreNames() {
      return Set.of();
    }

    @Override
    public Set<TopicPartition> standbyTopicPartitions() {
      return Set.of();
    }

    @Override
    public Set<String> standbyStateStoreNames() {
      return Set.of();
    }

    @Override
    public String host() {
      return hostInfo.host();
    }

    @Override
    public int port() {
      return hostInfo.port();
    }
  }

  @BeforeEach
  void start() throws IOException {
    other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    other.createContext(
        "/",
        exchange -> {
          asked.add(
              exchange.getRequestMethod()
                  + " "
                  + exchange.getRequestURI()
                  + " as "
                  + exchange.getRequestHeaders().getFirst("Authorization")
                  + " forwarded "
                  + exchange.getRequestHeaders().getFirst(ReplicaClient.FORWARDED)
                  + " wants "
                  + exchange.getRequestHeaders().getFirst("Accept"));
          byte[] body = "theirs".getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "text/plain");
          exchange.getResponseHeaders().add("Retry-After", "7");
          exchange.getResponseHeaders().add("Set-Cookie", "secret");
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    other.start();
    works(new HostInfo("one", 1), OURS);
    works(new HostInfo("127.0.0.1", other.getAddress().getPort()), THEIRS);
    headers.put("Authorization", "token t");
  }

  @AfterEach
  void stop() {
    other.stop(0);
  }

  private void works(HostInfo host, String account) {
    int partition = AccountPartitioner.partition(account, TOPIC.partitions());
    group.add(new Replica(host, Set.of(new TopicPartition(TOPIC.name(), partition))));
  }

  private Replicas replicas(Optional<String> own) {
    return new Replicas(
        () -> group, own, TOPIC, partition -> running && partition == OUR_PARTITION);
  }

  private Replicas replicas() {
    return replicas(Optional.of("one:1"));
  }

  private Question question() {
    return new Question("GET", "/v1/accounts/east/queue?limit=1", headers::get, null);
  }

  private static String text(byte[] body) {
    return new String(body, StandardCharsets.UTF_8);
  }

  @Test
  void shouldLeaveToThisReplicaWhatItOwns() {
    assertThat(replicas().answer(OURS, question())).isEmpty();
    assertThat(replicas(Optional.empty()).answer(THEIRS, question()))
        .as("the only one, as far as it knows")
        .isEmpty();
    assertThat(asked).isEmpty();
  }

  @Test
  void shouldSendOnAsWhoAskedIt() {
    headers.put("Accept", "text/html");

    replicas().find(THEIRS, question(), Optional::empty, ReplicasTest::text);
    assertThat(replicas().find(THEIRS, question(), Optional::empty, ReplicasTest::text))
        .contains("theirs");

    assertThat(asked)
        .last()
        .isEqualTo("GET /v1/accounts/east/queue?limit=1 as token t forwarded 1 wants text/html");
  }

  @Test
  void shouldSayThatItComesBackWhileTasksMove() {
    headers.put(ReplicaClient.FORWARDED, "1");
    assertThatThrownBy(() -> replicas().answer(THEIRS, question()))
        .as("sent on already")
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().status()).isEqualTo(503));
    headers.clear();
    running = false;
    assertThatThrownBy(() -> replicas().answer(OURS, question()))
        .as("begins here")
        .isInstanceOf(ProblemException.class);
    assertThatThrownBy(() -> replicas().answer("nobody-s", question()))
        .as("nobody works on it")
        .isInstanceOf(ProblemException.class);
    assertThat(asked).isEmpty();
    other.stop(0);
    assertThatThrownBy(
            () ->
                replicas()
                    .answer(
                        THEIRS,
                        question().within(Duration.ofMinutes(3)),
                        () -> Problem.of(504, "Perhaps").toException()))
        .as("sent on, and perhaps done")
        .hasMessageContaining("Perhaps");
    assertThatThrownBy(() -> replicas().answer(THEIRS, question()))
        .as("does not answer")
        .isInstanceOf(ProblemException.class);
  }

  @Test
  void shouldFindForAPageWhatIsHereOrThere() {
    assertThat(replicas().find(OURS, question(), () -> Optional.of("ours"), ReplicasTest::text))
        .contains("ours");
    status = 404;
    assertThat(replicas().find(THEIRS, question(), Optional::empty, ReplicasTest::text)).isEmpty();
    assertThat(replicas().find("nobody-s", question(), Optional::empty, ReplicasTest::text))
        .isEmpty();
  }

  @Test
  void shouldAskAllOthersOnce() {
    Question all = Question.json("/v1/accounts", headers::get);

    assertThat(replicas().ofOthers(all, ReplicasTest::text))
        .isEqualTo(new Replicas.Others<>(List.of("theirs"), 0, true));
    assertThat(asked)
        .containsExactly("GET /v1/accounts as token t forwarded 1 wants application/json");
    headers.put(ReplicaClient.FORWARDED, "1");
    assertThat(replicas().ofOthers(all, ReplicasTest::text))
        .isEqualTo(new Replicas.Others<>(List.of(), 0, true));
    headers.remove(ReplicaClient.FORWARDED);
    status = 503;
    assertThat(replicas().ofOthers(all, ReplicasTest::text))
        .as("said, not left out in silence")
        .isEqualTo(new Replicas.Others<>(List.of(), 1, true));
  }

  @Test
  void shouldSayThatNobodyKnowsTheOthersWhereStreamsHasEnded() {
    group.clear();

    assertThat(replicas().ofOthers(question(), ReplicasTest::text).known()).isFalse();
    assertThat(replicas(Optional.empty()).ofOthers(question(), ReplicasTest::text).known())
        .as("the only one, as far as it knows")
        .isTrue();
  }

  @Test
  void shouldKnowWhatAnotherReplicaOwns() {
    assertThat(replicas().isElsewhere(THEIRS)).isTrue();
    assertThat(replicas().isElsewhere(OURS)).isFalse();
    assertThat(replicas(Optional.empty()).isElsewhere(THEIRS)).isFalse();
    running = false;
    assertThat(replicas().isElsewhere(OURS)).as("its task moves").isFalse();
  }
}
