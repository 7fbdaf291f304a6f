package io.m1bridge.token.api;

import io.m1bridge.contracts.token.InvalidateRequest;
import io.m1bridge.contracts.token.TokenAnswer;
import io.m1bridge.m1.AccountId;
import io.m1bridge.token.account.TokenReports;
import io.m1bridge.token.account.TokenReports.Report;
import io.m1bridge.token.api.Owners.Incoming;
import io.m1bridge.token.audit.HandOutAudit;
import io.m1bridge.token.caller.Action;
import io.m1bridge.token.caller.Callers;
import io.m1bridge.token.caller.Callers.Caller;
import io.m1bridge.token.log.FencedLog;
import io.m1bridge.token.refresh.Refresher;
import io.m1bridge.token.state.Account;
import io.m1bridge.token.state.AccountState;
import io.m1bridge.token.state.TokenSet;
import io.m1bridge.ui.problem.Problem;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** The access token of an account. */
@Path("/v1/accounts/{id}/token")
@Authenticated
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
@Consumes(MediaType.APPLICATION_JSON)
@Blocking
public class TokenResource {

  private static final int LONGEST_VALIDITY_SECONDS = 43_200;

  private final FencedLog log;
  private final TokenReports reports;
  private final Owners owners;
  private final Callers callers;
  private final Refresher refresher;
  private final HandOutAudit audit;
  private final JsonWebToken jwt;
  private final MeterRegistry meters;
  private final Clock clock;

  /** By caller: looking a counter up in the registry costs more than the rest of a hand-out. */
  private final Map<String, Counter> handOuts = new ConcurrentHashMap<>();

  TokenResource(
      FencedLog log,
      TokenReports reports,
      Owners owners,
      Callers callers,
      Refresher refresher,
      HandOutAudit audit,
      JsonWebToken jwt,
      MeterRegistry meters,
      Clock clock) {
    this.log = log;
    this.reports = reports;
    this.owners = owners;
    this.callers = callers;
    this.refresher = refresher;
    this.audit = audit;
    this.jwt = jwt;
    this.meters = meters;
    this.clock = clock;
  }

  @POST
  @Consumes(MediaType.WILDCARD)
  @Operation(
      summary = "The current access token",
      description =
          "Answered by every replica. 503: a newer one is on its way. 409: a person is needed.")
  @NonBlocking
  public Uni<Response> token(
      @PathParam("id") String id,
      @QueryParam("minValiditySeconds") @DefaultValue("60") String minValidity,
      @Context ResourceInfo route,
      @Context UriInfo uri,
      @Context HttpHeaders headers) {
    AccountId account = Requests.account(id);
    int minValiditySeconds =
        Requests.number("minValiditySeconds", minValidity, LONGEST_VALIDITY_SECONDS);
    Caller caller = callers.require(jwt.getSubject(), Action.TOKEN, account);
    if (!log.isLoaded()) {
      return now(Owners.later("The service is still reading its state", 1));
    }
    Account found = find(account);
    Optional<TokenSet> tokens = found.state().currentTokens();
    if (tokens.isPresent()
        && tokens.get().isUsable(clock.instant(), Duration.ofSeconds(minValiditySeconds))) {
      return now(handOut(found, tokens.get(), caller));
    }
    if (found.state() instanceof AccountState.Authorized authorized) {
      // This one may ask another replica, so it is not for the event loop.
      return Uni.createFrom()
          .item(
              () ->
                  newerToken(authorized.tokens(), minValiditySeconds, account, route, uri, headers))
          .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }
    if (found.state() instanceof AccountState.Refreshing
        || found.state() instanceof AccountState.GrantRefused) {
      return now(Owners.later("A newer token is on its way", 1));
    }
    throw Problem.of(409, "account-not-connected", "A person must connect this account")
        .withDetail(
            "Account "
                + account
                + " is "
                + found.state().kind()
                + Optional.ofNullable(AccountView.reason(found.state()))
                    .map(reason -> ": " + reason)
                    .orElse(""))
        .withAdvice(
            found.state() instanceof AccountState.Suspended
                ? "Settle it with M1, then POST /v1/accounts/" + account + "/resume"
                : "Open the page of token-service and connect it")
        .toException();
  }

  private Response handOut(Account account, TokenSet tokens, Caller caller) {
    handOuts
        .computeIfAbsent(
            caller.name(), name -> meters.counter("m1bridge.token.handouts", "caller", name))
        .increment();
    audit.count(account.id(), caller.name(), tokens.generation());
    return Response.ok(
            new TokenAnswer(
                tokens.accessToken(),
                tokens.fingerprint(),
                tokens.expiresAt(),
                account.incarnation(),
                Math.max(0, Duration.between(tokens.issuedAt(), clock.instant()).toMillis())))
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }

  private static Uni<Response> now(Response response) {
    return Uni.createFrom().item(response);
  }

  /** The token is refused, or would not last: its owner gets a newer one, once. */
  private Response newerToken(
      TokenSet tokens,
      int seconds,
      AccountId account,
      ResourceInfo route,
      UriInfo uri,
      HttpHeaders headers) {
    Duration wanted = Duration.ofSeconds(seconds);
    if (!tokens.canLastFor(wanted)) {
      throw Problem.of(409, "validity-too-long", "No token of this account lives that long")
          .withDetail("Its tokens live " + tokens.life().toSeconds() + " s in all")
          .withAdvice("Ask for at most " + tokens.longestValidity().toSeconds() + " s")
          .toException();
    }
    return owners.at(
        account,
        new Incoming("POST", route, uri, headers, null),
        () -> {
          refresher.refreshSoon(account, tokens.generation());
          return Owners.later("A newer token is on its way", 1);
        });
  }

  @POST
  @Path("/invalidate")
  @Operation(
      summary = "M1 answered E10101 to the token of this fingerprint",
      description =
          "Only a report about the current generation causes a refresh, and one only. 503: the token is so young that"
              + " M1's API may not know it yet.")
  public Response invalidate(
      @PathParam("id") String id,
      @Nullable InvalidateRequest body,
      @Context ResourceInfo route,
      @Context UriInfo uri,
      @Context HttpHeaders headers) {
    AccountId account = Requests.account(id);
    Caller caller = callers.require(jwt.getSubject(), Action.TOKEN, account);
    String fingerprint = Requests.fingerprint(body, InvalidateRequest::fingerprint);
    find(account);
    return owners.at(
        account,
        new Incoming("POST", route, uri, headers, body),
        () -> {
          Report report = reports.invalidate(account, fingerprint, caller.name());
          if (report == Report.TOO_EARLY) {
            return Owners.later(
                "M1's API may not know this token yet: ask M1 again, and report it then", 5);
          }
          if (report == Report.TAKEN) {
            refresher.look(account);
          }
          return Response.noContent().build();
        });
  }

  private Account find(AccountId account) {
    return Requests.find(log, account);
  }
}
