package io.m1bridge.token.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.m1bridge.contracts.AccountDescriptor;
import io.m1bridge.contracts.token.PermitsAnswer;
import io.m1bridge.contracts.token.PermitsAnswer.Denial;
import io.m1bridge.contracts.token.PermitsAnswer.Lease;
import io.m1bridge.contracts.token.PermitsRequest;
import io.m1bridge.contracts.token.PermitsRequest.Demand;
import io.m1bridge.contracts.token.PermitsRequest.Purpose;
import io.m1bridge.kafka.replica.ReplicaClient;
import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import io.m1bridge.m1.AccountId;
import io.m1bridge.token.account.TokenReports;
import io.m1bridge.token.caller.Callers.Caller;
import io.m1bridge.token.log.FencedLog;
import io.m1bridge.token.log.LogUnavailable;
import io.m1bridge.token.log.NotOwner;
import io.m1bridge.token.permit.Holder;
import io.m1bridge.token.permit.PermitBroker;
import io.m1bridge.token.permit.PermitBroker.Asking;
import io.m1bridge.token.permit.PermitOutcome;
import io.m1bridge.token.permit.Throttling;
import io.m1bridge.token.state.Account;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Splits a request for permits by owner, answers its own part and collects the others'. */
@ApplicationScoped
class PermitRouter {

  private static final Logger LOG = LoggerFactory.getLogger(PermitRouter.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(3);
  private static final long MOVING_MILLIS = 500;
  private static final long UNKNOWN_MILLIS = 5_000;

  /** The caller's order is not to matter; small upkeep first. */
  private static final Comparator<Demand> FAIR =
      Comparator.comparing(Demand::account)
          .thenComparing(demand -> purpose(demand) == Purpose.HOUSEKEEPING ? 0 : 1);

  private final FencedLog log;
  private final PermitBroker broker;
  private final TokenReports reports;
  private final ReplicaClient replicas;
  private final ObjectMapper json;
  private final MeterRegistry meters;

  PermitRouter(
      FencedLog log,
      PermitBroker broker,
      TokenReports reports,
      ReplicaClient replicas,
      ObjectMapper json,
      MeterRegistry meters) {
    this.log = log;
    this.broker = broker;
    this.reports = reports;
    this.replicas = replicas;
    this.json = json;
    this.meters = meters;
    // With 0: Prometheus sees no increase where a counter appears.
    for (Holder holder : Holder.values()) {
      granted(holder);
      denied(holder);
      throttled(holder);
    }
  }

  private Counter granted(Holder holder) {
    return meters.counter("m1bridge.token.permits.granted", "holder", holder.label());
  }

  private Counter denied(Holder holder) {
    return meters.counter("m1bridge.token.permits.denied", "holder", holder.label());
  }

  private Counter throttled(Holder holder) {
    return meters.counter("m1bridge.token.throttled", "holder", holder.label());
  }

  PermitsAnswer answer(
      PermitsRequest request, Caller caller, String authorization, boolean forwarded) {
    List<Lease> leases = new ArrayList<>();
    List<Denial> denials = new ArrayList<>();
    Map<URI, Part> elsewhere = new HashMap<>();
    for (PermitsRequest.Return back : request.returns()) {
      giveBack(back, caller, forwarded, elsewhere);
    }
    for (String id : request.throttled()) {
      throttled(new AccountId(id), caller, forwarded, elsewhere);
    }
    List<Demand> demands = request.demands().stream().sorted(FAIR).toList();
    for (Demand demand : demands) {
      asking(demand, caller).ifPresent(broker::announce);
    }
    for (Demand demand : demands) {
      AccountId account = new AccountId(demand.account());
      Optional<URI> owner = log.ownerElsewhere(account);
      if (!caller.mayUse(account)) {
        denials.add(new Denial(account.value(), "forbidden", 0));
      } else if (log.mayGrant(account)) {
        grant(demand, caller, leases, denials);
      } else if (!forwarded && owner.isPresent() && !log.owns(account)) {
        part(elsewhere, owner.get()).demands.add(demand);
      } else {
        denials.add(new Denial(account.value(), "moving", MOVING_MILLIS));
      }
    }
    elsewhere.entrySet().stream()
        .map(e -> ask(e.getKey(), request.instance(), e.getValue(), authorization))
        .toList()
        .forEach(
            future -> {
              PermitsAnswer answer = future.join();
              leases.addAll(answer.leases());
              denials.addAll(answer.denials());
            });
    return new PermitsAnswer(leases, denials);
  }

  private void giveBack(
      PermitsRequest.Return back, Caller caller, boolean forwarded, Map<URI, Part> elsewhere) {
    Optional<AccountId> account = PermitBroker.accountOf(back.leaseId());
    if (account.isEmpty()) {
      return;
    }
    if (log.owns(account.get())) {
      broker.giveBack(back.leaseId(), caller.name(), back.permits());
    } else if (!forwarded) {
      log.ownerElsewhere(account.get())
          .ifPresent(owner -> part(elsewhere, owner).returns.add(back));
    }
  }

  private void throttled(AccountId id, Caller caller, boolean forwarded, Map<URI, Part> elsewhere) {
    Optional<Account> account = log.view().account(id);
    if (account.isEmpty() || !caller.mayUse(id)) {
      return;
    }
    if (!log.owns(id)) {
      if (!forwarded) {
        log.ownerElsewhere(id).ifPresent(owner -> part(elsewhere, owner).throttled.add(id.value()));
      }
      return;
    }
    Throttling news =
        log.ownership(id)
            .map(t -> broker.throttled(id, account.get().registration().permitsPerHour(), t))
            .orElse(Throttling.KNOWN);
    if (news != Throttling.KNOWN) {
      throttled(caller.holder()).increment();
      LogLine.warn(LOG)
          .with(LogKey.ACCOUNT_ID, id)
          .say(
              "M1 takes no more calls (E10104, or HTTP 429): somebody else spends them; paused, then half");
    }
    if (news == Throttling.NEW_EPISODE) {
      try {
        reports.throttled(id, caller.name());
      } catch (NotOwner | LogUnavailable e) {
        LogLine.warn(LOG)
            .with(LogKey.ACCOUNT_ID, id)
            .with(LogKey.REASON, e.getMessage())
            .say("A report is not in the audit");
      }
    }
  }

  /**
   * What the broker is to be asked for; empty where the account is not ours or may not be called.
   */
  private Optional<Asking> asking(Demand demand, Caller caller) {
    AccountId id = new AccountId(demand.account());
    return caller.mayUse(id)
        ? log.ownership(id)
            .flatMap(
                ownership ->
                    log.view()
                        .account(id)
                        .filter(a -> a.state().seenAs() == AccountDescriptor.State.AUTHORIZED)
                        .map(
                            a ->
                                new Asking(
                                    id,
                                    a.registration().permitsPerHour(),
                                    ownership,
                                    caller.holder().paying(purpose(demand)),
                                    caller.name())))
        : Optional.empty();
  }

  private static Purpose purpose(Demand demand) {
    return demand.purpose() == null ? Purpose.REGULAR : demand.purpose();
  }

  private void grant(Demand demand, Caller caller, List<Lease> leases, List<Denial> denials) {
    AccountId id = new AccountId(demand.account());
    if (log.view().account(id).isEmpty()) {
      denials.add(new Denial(id.value(), "unknown-account", UNKNOWN_MILLIS));
      return;
    }
    Optional<Asking> asking = asking(demand, caller);
    if (asking.isEmpty()) {
      denials.add(
          log.mayGrant(id)
              ? new Denial(id.value(), "not-authorized", UNKNOWN_MILLIS)
              : new Denial(id.value(), "moving", MOVING_MILLIS));
      return;
    }
    Holder holder = asking.get().holder();
    PermitOutcome outcome = broker.request(asking.get(), demand.wanted());
    if (outcome instanceof PermitOutcome.Granted granted) {
      granted(holder).increment(granted.permits());
      leases.add(
          new Lease(
              granted.leaseId(),
              id.value(),
              granted.permits(),
              granted.validity().toMillis(),
              purpose(demand)));
      return;
    }
    denied(holder).increment();
    denials.add(denial(id, outcome));
  }

  private static Denial denial(AccountId id, PermitOutcome outcome) {
    if (outcome instanceof PermitOutcome.Paused paused) {
      return new Denial(id.value(), "paused", paused.retryAfter().toMillis());
    }
    return outcome instanceof PermitOutcome.Exhausted exhausted
        ? new Denial(id.value(), "budget", exhausted.retryAfter().toMillis())
        : new Denial(id.value(), "moving", MOVING_MILLIS);
  }

  private CompletableFuture<PermitsAnswer> ask(
      URI owner, String instance, Part part, String authorization) {
    PermitsRequest request =
        new PermitsRequest(instance, part.demands, part.returns, part.throttled);
    return replicas
        .call("POST", owner, PermitsResource.PATH, TIMEOUT)
        .header(HttpHeaders.AUTHORIZATION, authorization)
        .body(MediaType.APPLICATION_JSON, Requests.json(json, request))
        .ask(body -> json.readValue(body, PermitsAnswer.class))
        .thenApply(answer -> answer.orElseGet(part::moving));
  }

  private static Part part(Map<URI, Part> elsewhere, URI owner) {
    return elsewhere.computeIfAbsent(owner, o -> new Part());
  }

  private static final class Part {
    private final List<Demand> demands = new ArrayList<>();
    private final List<PermitsRequest.Return> returns = new ArrayList<>();
    private final List<String> throttled = new ArrayList<>();

    PermitsAnswer moving() {
      return new PermitsAnswer(
          List.of(),
          demands.stream().map(d -> new Denial(d.account(), "moving", MOVING_MILLIS)).toList());
    }
  }
}
