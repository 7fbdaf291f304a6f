package io.m1bridge.token.api;

import io.m1bridge.contracts.token.NoPermissionReport;
import io.m1bridge.m1.AccountId;
import io.m1bridge.token.account.AccountOps;
import io.m1bridge.token.account.TokenReports;
import io.m1bridge.token.account.TokenReports.Suspension;
import io.m1bridge.token.api.Owners.Incoming;
import io.m1bridge.token.caller.Action;
import io.m1bridge.token.caller.Callers;
import io.m1bridge.token.caller.Callers.Caller;
import io.m1bridge.token.log.FencedLog;
import io.m1bridge.ui.problem.Problem;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/**
 * M1 forbids an account the API (E10102): it is stopped, keeps its grant, and an admin resumes it.
 */
@Path("/v1/accounts/{id}")
@Authenticated
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
@Blocking
public class SuspensionResource {

  private final FencedLog log;
  private final AccountOps accounts;
  private final TokenReports reports;
  private final Owners owners;
  private final Callers callers;
  private final JsonWebToken jwt;

  SuspensionResource(
      FencedLog log,
      AccountOps accounts,
      TokenReports reports,
      Owners owners,
      Callers callers,
      JsonWebToken jwt) {
    this.log = log;
    this.accounts = accounts;
    this.reports = reports;
    this.owners = owners;
    this.callers = callers;
    this.jwt = jwt;
  }

  @POST
  @Path("/no-permission")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "M1 answered E10102 to the token of this fingerprint",
      description =
          "204: the account is suspended, no tokens, no permits, until an admin resumes it. 409"
              + " report-without-effect: it is not, since the report is about an earlier token or one so young"
              + " that M1's API may not know it yet; call M1 again.")
  public Response noPermission(
      @PathParam("id") String id,
      @Nullable NoPermissionReport body,
      @Context ResourceInfo route,
      @Context UriInfo uri,
      @Context HttpHeaders headers) {
    AccountId account = Requests.account(id);
    Caller caller = callers.require(jwt.getSubject(), Action.TOKEN, account);
    String fingerprint = Requests.fingerprint(body, NoPermissionReport::fingerprint);
    Requests.find(log, account);
    return owners.at(
        account,
        new Incoming("POST", route, uri, headers, body),
        () -> answer(reports.suspend(account, fingerprint, caller.name())));
  }

  private static Response answer(Suspension suspension) {
    return switch (suspension) {
      case SUSPENDED -> Response.noContent().build();
      case LATER -> Owners.later("A refresh is under way", 1);
      case STALE -> withoutEffect("It is about a token that is no longer the current one");
      case TOO_EARLY -> withoutEffect("The token is so young that M1's API may not know it yet");
    };
  }

  /** Unlike 204: whoever stopped calling M1 for this account must begin again. */
  private static Response withoutEffect(String why) {
    return Response.status(409)
        .type(Problem.MEDIA_TYPE)
        .entity(
            Problem.of(409, "report-without-effect", "The account was not suspended")
                .withDetail(why)
                .withAdvice("Ask for the current token and call M1 again"))
        .build();
  }

  @POST
  @Path("/resume")
  @Consumes(MediaType.WILDCARD)
  @Operation(
      summary = "Brings a suspended account back to the tokens that it had; needs admin",
      description = "Nothing happens to an account that is not suspended.")
  public Response resume(
      @PathParam("id") String id,
      @Context ResourceInfo route,
      @Context UriInfo uri,
      @Context HttpHeaders headers) {
    AccountId account = Requests.account(id);
    Caller caller = callers.require(jwt.getSubject(), Action.ADMIN, account);
    Requests.find(log, account);
    return owners.at(
        account,
        new Incoming("POST", route, uri, headers, null),
        () ->
            Response.ok(
                    AccountView.of(
                        accounts
                            .resume(account, caller.name())
                            .orElseThrow(() -> Requests.unknown(account))))
                .build());
  }
}
