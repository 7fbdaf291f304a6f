package io.m1bridge.token.page;

import io.m1bridge.m1.AccountId;
import io.m1bridge.token.account.AccountOps;
import io.m1bridge.token.state.Account;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** A person takes an account's tokens away. */
@Path("/ui/accounts/{id}/disconnect")
@Blocking
public class DisconnectPage {

  private final AccountOps accounts;
  private final AccountsView view;
  private final OwnerCalls owner;

  DisconnectPage(AccountOps accounts, AccountsView view, OwnerCalls owner) {
    this.accounts = accounts;
    this.view = view;
    this.owner = owner;
  }

  @POST
  @Consumes({MediaType.APPLICATION_FORM_URLENCODED, MediaType.WILDCARD})
  @Operation(hidden = true)
  public Response disconnect(
      @PathParam("id") String id,
      @Context ResourceInfo route,
      @Context UriInfo uri,
      @Context HttpHeaders headers,
      @Context HttpServerRequest request) {
    AccountId account = ConnectProblems.accountId(id);
    view.requireReadable(account);
    return owner.at(
        account,
        "POST",
        route,
        uri,
        headers,
        () -> {
          Account after =
              accounts
                  .disconnect(account, owner.person(request))
                  .orElseThrow(ConnectProblems::unknownAccount);
          return OwnerCalls.seeOther("/ui/accounts/" + after.id()).build();
        });
  }
}
