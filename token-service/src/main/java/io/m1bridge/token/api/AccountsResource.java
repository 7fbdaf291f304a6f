package io.m1bridge.token.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.m1.AccountId;
import io.m1bridge.token.account.AccountOps;
import io.m1bridge.token.account.Registrations;
import io.m1bridge.token.api.Owners.Incoming;
import io.m1bridge.token.caller.Action;
import io.m1bridge.token.caller.Callers;
import io.m1bridge.token.caller.Callers.Caller;
import io.m1bridge.token.log.FencedLog;
import io.m1bridge.token.state.Account;
import io.m1bridge.token.state.Registration;
import io.m1bridge.ui.problem.Problem;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Accounts, as they are declared and as they stand. */
@Path("/v1/accounts")
@Authenticated
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
@Consumes(MediaType.APPLICATION_JSON)
@Blocking
public class AccountsResource {

  private final FencedLog log;
  private final AccountOps accounts;
  private final Registrations registrations;
  private final Owners owners;
  private final Callers callers;
  private final JsonWebToken jwt;

  AccountsResource(
      FencedLog log,
      AccountOps accounts,
      Registrations registrations,
      Owners owners,
      Callers callers,
      JsonWebToken jwt) {
    this.log = log;
    this.accounts = accounts;
    this.registrations = registrations;
    this.owners = owners;
    this.callers = callers;
    this.jwt = jwt;
  }

  @GET
  @Operation(summary = "All accounts that the caller may use")
  public List<AccountView> all() {
    Caller caller = callers.require(jwt.getSubject(), Action.TOKEN);
    return log.view().accounts().stream()
        .filter(account -> caller.mayUse(account.id()))
        .map(AccountView::of)
        .toList();
  }

  @GET
  @Path("/{id}")
  @Operation(summary = "One account")
  public AccountView one(@PathParam("id") String id) {
    AccountId account = Requests.account(id);
    callers.require(jwt.getSubject(), Action.TOKEN, account);
    return AccountView.of(find(account));
  }

  @PUT
  @Path("/{id}")
  @Operation(summary = "Declares an account, or changes what was declared; needs admin")
  public Response declare(
      @PathParam("id") String id,
      @Nullable JsonNode json,
      @Context ResourceInfo route,
      @Context UriInfo uri,
      @Context HttpHeaders headers) {
    AccountId account = Requests.account(id);
    Caller caller = callers.require(jwt.getSubject(), Action.ADMIN, account);
    AccountDeclaration body = AccountDeclaration.of(Requests.present(json, "The body"));
    Registration registration = registration(body);
    return owners.at(
        account,
        new Incoming("PUT", route, uri, headers, body),
        () ->
            Response.ok(AccountView.of(accounts.declare(account, registration, caller.name())))
                .build());
  }

  private Registration registration(AccountDeclaration body) {
    try {
      return registrations.check(
          Requests.present(body.clientId(), "clientId"),
          Requests.present(body.clientSecrets(), "clientSecrets"),
          body.plan() == null ? "gold" : body.plan(),
          optional(body.callsPerHour()),
          optional(body.reserve()),
          Optional.ofNullable(body.redirectUri()).map(AccountsResource::address),
          Registration.Origin.REST);
    } catch (IllegalArgumentException e) {
      throw Requests.bad(String.valueOf(e.getMessage()));
    }
  }

  private static OptionalInt optional(@Nullable Integer number) {
    return number == null ? OptionalInt.empty() : OptionalInt.of(number);
  }

  private static URI address(String text) {
    try {
      URI uri = new URI(text);
      if (uri.getHost() != null && String.valueOf(uri.getScheme()).matches("https?")) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Its message quotes the text.
    }
    throw Requests.bad("redirectUri must be an http:// or https:// address");
  }

  @DELETE
  @Path("/{id}")
  @Operation(summary = "Erases an account and its secrets; needs admin")
  public Response remove(
      @PathParam("id") String id,
      @Context ResourceInfo route,
      @Context UriInfo uri,
      @Context HttpHeaders headers) {
    AccountId account = Requests.account(id);
    Caller caller = callers.require(jwt.getSubject(), Action.ADMIN, account);
    return owners.at(
        account,
        new Incoming("DELETE", route, uri, headers, null),
        () -> {
          accounts.remove(account, caller.name());
          return Response.noContent().build();
        });
  }

  @POST
  @Path("/{id}/disconnect")
  @Consumes(MediaType.WILDCARD)
  @Operation(
      summary = "Forgets the account's tokens, keeps its declaration; needs admin",
      description =
          "Hand-outs end with 409 until a person connects it again. Repeating it is fine.")
  public Response disconnect(
      @PathParam("id") String id,
      @Context ResourceInfo route,
      @Context UriInfo uri,
      @Context HttpHeaders headers) {
    AccountId account = Requests.account(id);
    Caller caller = callers.require(jwt.getSubject(), Action.ADMIN, account);
    find(account);
    return owners.at(
        account,
        new Incoming("POST", route, uri, headers, ""),
        () ->
            Response.ok(
                    AccountView.of(
                        accounts
                            .disconnect(account, caller.name())
                            .orElseThrow(() -> Requests.unknown(account))))
                .build());
  }

  private Account find(AccountId account) {
    return Requests.find(log, account);
  }
}
