package io.m1bridge.token.calls;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.m1bridge.kafka.replica.ReplicaClient;
import io.m1bridge.m1.AccountId;
import io.m1bridge.token.log.FencedLog;
import io.m1bridge.token.permit.PermitBroker;
import io.m1bridge.token.replica.ReplicaSeal;
import io.m1bridge.token.secret.Keyset;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Calls of the last hour from wherever they are counted: this replica, or the accounts' owners, one
 * request to each. What an owner does not tell within {@link #TIMEOUT} is unknown, not zero.
 *
 * <p>Why: {@code docs/rationale.md#calls-are-asked-of-their-owner-not-shared}.
 */
public final class CallCounts {

  static final String PATH = "/v1/internal/call-counts";
  static final Duration HOUR = Duration.ofMinutes(60);

  private static final Duration TIMEOUT = Duration.ofSeconds(1);
  private static final TypeReference<Map<AccountId, CallHour>> ANSWER = new TypeReference<>() {};

  private final FencedLog log;
  private final PermitBroker permits;
  private final ReplicaClient replicas;
  private final ReplicaSeal<Question> seal;
  private final Clock clock;
  private final ObjectMapper json = JsonMapper.builder().addModule(new JavaTimeModule()).build();

  public CallCounts(
      FencedLog log, PermitBroker permits, ReplicaClient replicas, Keyset keyset, Clock clock) {
    this.log = log;
    this.permits = permits;
    this.replicas = replicas;
    this.seal = seal(keyset, clock);
    this.clock = clock;
  }

  static ReplicaSeal<Question> seal(Keyset keyset, Clock clock) {
    return new ReplicaSeal<>(keyset, clock, "call-counts", Question.class);
  }

  /** What is known about these accounts; unknown ones are absent. Blocks for a second at most. */
  public Map<AccountId, CallHour> of(Collection<AccountId> accounts) {
    Map<AccountId, CallHour> known = new HashMap<>();
    Map<URI, List<String>> elsewhere = new HashMap<>();
    for (AccountId id : accounts) {
      Optional<CallHour> here = here(id);
      if (here.isPresent()) {
        known.put(id, here.get());
      } else {
        log.ownerElsewhere(id)
            .ifPresent(
                owner -> elsewhere.computeIfAbsent(owner, o -> new ArrayList<>()).add(id.value()));
      }
    }
    elsewhere.entrySet().stream()
        .map(e -> ask(e.getKey(), e.getValue()))
        .toList()
        .forEach(answer -> known.putAll(answer.join()));
    return known;
  }

  /** What this replica has counted; empty if it does not own the account. */
  Optional<CallHour> here(AccountId id) {
    Instant hourAgo = clock.instant().minus(HOUR);
    return log.ownedSince(id)
        .map(
            since -> new CallHour(since.isAfter(hourAgo) ? since : hourAgo, permits.perMinute(id)));
  }

  private CompletableFuture<Map<AccountId, CallHour>> ask(URI owner, List<String> accounts) {
    return replicas
        .call("POST", owner, PATH, TIMEOUT)
        .body("application/octet-stream", seal.close(new Question(accounts)))
        .ask(body -> json.readValue(body, ANSWER))
        .thenApply(answer -> answer.orElse(Map.of()));
  }

  /**
   * What an owner is asked.
   *
   * @param accounts their ids
   */
  record Question(List<String> accounts) {}
}
