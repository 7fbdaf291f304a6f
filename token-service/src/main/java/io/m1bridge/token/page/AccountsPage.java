package io.m1bridge.token.page;

import io.m1bridge.m1.AccountId;
import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** {@code GET /}: every account and how it is; {@code GET /ui/accounts/{id}}: one of them. */
@Path("/")
@Produces(MediaType.TEXT_HTML)
@Blocking
public class AccountsPage {

  private final AccountsView view;
  private final Template all;
  private final Template one;

  AccountsPage(
      AccountsView view,
      @Location("accounts.html") Template all,
      @Location("account.html") Template one) {
    this.view = view;
    this.all = all;
    this.one = one;
  }

  @GET
  @Operation(hidden = true)
  public TemplateInstance all(
      @QueryParam("find") @DefaultValue("") String find,
      @QueryParam("page") @DefaultValue("1") int page) {
    return all.data("view", view.overview(find, page));
  }

  @GET
  @Path("ui/accounts/{id}")
  @Operation(hidden = true)
  public TemplateInstance one(@PathParam("id") String id) {
    AccountId account = ConnectProblems.accountId(id);
    view.requireReadable(account);
    return one.data("a", view.one(account).orElseThrow(ConnectProblems::unknownAccount));
  }
}
