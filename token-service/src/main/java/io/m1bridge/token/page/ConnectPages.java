package io.m1bridge.token.page;

import io.m1bridge.m1.AccountId;
import io.m1bridge.token.account.AccountOps.Activation;
import io.m1bridge.token.connect.Callback;
import io.m1bridge.token.connect.ConnectFlow;
import io.m1bridge.token.connect.FlowCookies;
import io.m1bridge.token.connect.FlowCookies.Flow;
import io.m1bridge.token.connect.FlowCookies.Found;
import io.m1bridge.token.connect.Review;
import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/**
 * The way through M1's consent page: begin, callback (the only open address), look, confirm.
 * Nothing in a query decides where a browser goes next.
 */
@Path("/")
@Blocking
public class ConnectPages {

  private static final String CONFIRM = "/ui/connect/confirm";

  private final ConnectFlow connect;
  private final FlowCookies cookies;
  private final OwnerCalls owner;
  private final AccountsView view;
  private final Template confirmPage;

  ConnectPages(
      ConnectFlow connect,
      FlowCookies cookies,
      OwnerCalls owner,
      AccountsView view,
      @Location("confirm.html") Template confirmPage) {
    this.connect = connect;
    this.cookies = cookies;
    this.owner = owner;
    this.view = view;
    this.confirmPage = confirmPage;
  }

  /** Begins a flow and sends the browser to M1. */
  @POST
  @Path("ui/accounts/{id}/connect")
  @Consumes({MediaType.APPLICATION_FORM_URLENCODED, MediaType.WILDCARD})
  @Operation(hidden = true)
  public Response connect(
      @PathParam("id") String id,
      @FormParam("newIncarnation") @DefaultValue("false") boolean newIncarnation,
      @Context HttpHeaders headers) {
    AccountId account = ConnectProblems.accountId(id);
    view.requireReadable(account);
    Flow flow = cookies.begin(account, newIncarnation, found(headers));
    URI consent = connect.consentPage(flow).orElseThrow(ConnectProblems::unknownAccount);
    return Response.seeOther(consent).cookie(cookies.cookie(flow)).build();
  }

  /** M1 sends the browser here. */
  @GET
  @Path("oauth2/callback")
  @Operation(hidden = true)
  public Response callback(
      @QueryParam("code") @Nullable String code,
      @QueryParam("error") @Nullable String error,
      @QueryParam("state") @Nullable String state,
      @Context ResourceInfo route,
      @Context UriInfo uri,
      @Context HttpHeaders headers) {
    String mode = headers.getHeaderString("Sec-Fetch-Mode");
    if (mode != null && !mode.equals("navigate")) {
      throw ConnectProblems.notByPerson();
    }
    Flow flow = flow(headers);
    if (state != null && !state.isEmpty() && !state.equals(flow.id())) {
      throw flow.replaced().isPresent()
          ? ConnectProblems.flowReplaced(flow.account())
          : ConnectProblems.otherFlow();
    }
    if (error != null || code == null || code.isEmpty()) {
      throw ConnectProblems.refusedConsent(error);
    }
    return owner.at(
        flow.account(),
        "GET",
        route,
        uri,
        headers,
        () -> {
          Callback end = connect.callback(flow, code);
          if (!(end instanceof Callback.Confirm)) {
            throw ConnectProblems.of(end);
          }
          return OwnerCalls.seeOther(CONFIRM)
              .header(HttpHeaders.CACHE_CONTROL, "no-store")
              .header("Referrer-Policy", "no-referrer")
              .build();
        });
  }

  /** Shows which M1 account it is. */
  @GET
  @Path("ui/connect/confirm")
  @Operation(hidden = true)
  public Response look(
      @Context ResourceInfo route, @Context UriInfo uri, @Context HttpHeaders headers) {
    Flow flow = flow(headers);
    return owner.at(
        flow.account(),
        "GET",
        route,
        uri,
        headers,
        () -> {
          Review review = connect.review(flow);
          if (review instanceof Review.AccountGone) {
            throw ConnectProblems.gone();
          }
          if (!(review instanceof Review.Waiting waiting)) {
            throw ConnectProblems.nothingWaits();
          }
          return Response.ok(
                  confirmPage
                      .data("id", waiting.account().id().value())
                      .data("before", waiting.account().m1AccountId().orElse(null))
                      .data("m1AccountId", waiting.m1AccountId().orElse(null))
                      .data("newIncarnation", waiting.newIncarnation())
                      .data("same", waiting.isSame())
                      .data("refused", waiting.isRefused())
                      .data("replaced", waiting.replaced().map(AccountId::value).orElse(null))
                      .data("flow", flow.id())
                      .render(),
                  MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
              .build();
        });
  }

  /** A person confirmed: from now on the tokens are the account's. */
  @POST
  @Path("ui/connect/confirm")
  @Consumes({MediaType.APPLICATION_FORM_URLENCODED, MediaType.WILDCARD})
  @Operation(hidden = true)
  public Response confirm(
      @FormParam("flow") @Nullable String shown,
      @Context ResourceInfo route,
      @Context UriInfo uri,
      @Context HttpHeaders headers,
      @Context HttpServerRequest request) {
    Flow flow = flow(headers);
    if (shown != null && !shown.equals(flow.id())) {
      // The page that was confirmed showed another connect of this browser.
      throw ConnectProblems.flowReplaced(flow.account());
    }
    return owner.at(
        flow.account(),
        "POST",
        route,
        uri,
        headers,
        () -> {
          Activation end =
              connect
                  .confirm(flow, owner.person(request))
                  .orElseThrow(ConnectProblems::nothingWaits);
          if (!(end instanceof Activation.Active)) {
            throw ConnectProblems.of(end);
          }
          return OwnerCalls.seeOther("/ui/accounts/" + flow.account())
              .cookie(cookies.cleared())
              .build();
        });
  }

  private Flow flow(HttpHeaders headers) {
    Found found = found(headers);
    if (found instanceof Found.Valid valid) {
      return valid.flow();
    }
    throw found instanceof Found.Expired ? ConnectProblems.flowExpired() : ConnectProblems.noFlow();
  }

  private Found found(HttpHeaders headers) {
    Cookie cookie = headers.getCookies().get(cookies.name());
    return cookies.read(cookie == null ? null : cookie.getValue());
  }
}
