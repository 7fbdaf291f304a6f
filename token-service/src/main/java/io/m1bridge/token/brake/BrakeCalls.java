package io.m1bridge.token.brake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.m1bridge.kafka.replica.ReplicaClient;
import io.m1bridge.token.log.FencedLog;
import io.m1bridge.token.log.Ownership;
import io.m1bridge.token.replica.ReplicaSeal;
import io.m1bridge.token.secret.Keyset;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** The holder is the owner of one partition of the state topic, which there is in any case. */
public final class BrakeCalls implements BrakeHolder {

  /** Where replicas ask. */
  public static final String PATH = "/v1/internal/brake";

  /** Whose owner holds the brake. */
  private static final int PARTITION = 0;

  private static final Duration TIMEOUT = Duration.ofSeconds(1);

  /** Several rounds of the upkeep, in which the others name what is under way at them. */
  private static final Duration SETTLES = Duration.ofSeconds(3);

  private static final ObjectMapper JSON =
      JsonMapper.builder().addModule(new JavaTimeModule()).build();

  private final FencedLog log;
  private final ReplicaClient replicas;
  private final ReplicaSeal<BrakeQuestion> seal;

  private BrakeCalls(FencedLog log, ReplicaClient replicas, Keyset keyset, Clock clock) {
    this.log = log;
    this.replicas = replicas;
    this.seal = seal(keyset, clock);
  }

  /**
   * The brake of this replica.
   *
   * @param self names this process among the replicas
   * @param answerWithin after which a POST is surely over, counted from its intent
   */
  public static SharedBrake brake(
      String self,
      FencedLog log,
      ReplicaClient replicas,
      Keyset keyset,
      Clock clock,
      Duration answerWithin) {
    // A replica that lives and is cut off for longer goes by its own brake.
    Duration placeKept =
        answerWithin.compareTo(SharedBrake.ALONE_AFTER) < 0
            ? answerWithin
            : SharedBrake.ALONE_AFTER;
    return new SharedBrake(
        self, new BrakeCalls(log, replicas, keyset, clock), clock, SETTLES, placeKept);
  }

  static ReplicaSeal<BrakeQuestion> seal(Keyset keyset, Clock clock) {
    return new ReplicaSeal<>(keyset, clock, "brake", BrakeQuestion.class);
  }

  static byte[] write(BrakeAnswer answer) throws JsonProcessingException {
    return JSON.writeValueAsBytes(answer);
  }

  @Override
  public Optional<Ownership> here() {
    return log.ownership(PARTITION);
  }

  @Override
  public Optional<BrakeAnswer> ask(BrakeQuestion question) {
    return log.ownerElsewhere(PARTITION)
        .flatMap(
            owner ->
                replicas
                    .call("POST", owner, PATH, TIMEOUT)
                    .body("application/octet-stream", seal.close(question))
                    .ask(body -> JSON.readValue(body, BrakeAnswer.class))
                    .join());
  }
}
