package io.m1bridge.token.api;

import io.m1bridge.m1.AccountId;
import io.m1bridge.token.account.AccountOps;
import io.m1bridge.token.log.LogUnavailable;
import io.m1bridge.token.log.NotOwner;
import io.m1bridge.token.secret.Keyset;
import io.m1bridge.token.secret.Keyset.UnreadableSecret;
import io.m1bridge.ui.problem.Problem;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Between replicas only. The body is sealed with the shared keyset: that is its authentication. */
@Path(HandOverResource.PATH)
public class HandOverResource {

  static final String PATH = "/v1/internal/accounts/{id}/hand-over";

  private final AccountOps accounts;
  private final HandOverSeal seal;

  HandOverResource(AccountOps accounts, Keyset keyset) {
    this.accounts = accounts;
    this.seal = new HandOverSeal(keyset);
  }

  @POST
  @Consumes(MediaType.APPLICATION_OCTET_STREAM)
  @Blocking
  @Operation(hidden = true)
  public Response take(@PathParam("id") String id, byte[] sealed) {
    AccountId account = Requests.account(id);
    try {
      accounts.takeHandOver(account, seal.open(account, sealed));
      return Response.noContent().build();
    } catch (UnreadableSecret e) {
      throw Problem.of(403, "not-a-replica", "This is for replicas of this service").toException();
    } catch (NotOwner | LogUnavailable e) {
      return Owners.moving();
    }
  }
}
