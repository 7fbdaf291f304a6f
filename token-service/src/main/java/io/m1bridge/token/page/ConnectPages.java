package io.m1bridge.token.page;

import io.m1bridge.m1.AccountId;
import io.m1bridge.token.account.AccountOps.Activation;
import io.m1bridge.token.api.Owners;
import io.m1bridge.token.api.Owners.Incoming;
import io.m1bridge.token.connect.ConnectDesk;
import io.m1bridge.token.connect.ConnectDesk.Callback;
import io.m1bridge.token.connect.ConnectDesk.Waiting;
import io.m1bridge.token.connect.FlowCookies;
import io.m1bridge.token.connect.FlowCookies.Flow;
import io.m1bridge.ui.problem.Problem;
import io.m1bridge.ui.problem.ProblemException;
import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
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

  private final ConnectDesk desk;
  private final FlowCookies cookies;
  private final Owners owners;
  private final Template confirmPage;

  ConnectPages(
      ConnectDesk desk,
      FlowCookies cookies,
      Owners owners,
      @Location("confirm.html") Template confirmPage) {
    this.desk = desk;
    this.cookies = cookies;
    this.owners = owners;
    this.confirmPage = confirmPage;
  }

  /** Begins a flow and sends the browser to M1. */
  @POST
  @Path("ui/accounts/{id}/connect")
  @Consumes({MediaType.APPLICATION_FORM_URLENCODED, MediaType.WILDCARD})
  @Operation(hidden = true)
  public Response connect(
      @PathParam("id") String id,
      @FormParam("newIncarnation") @DefaultValue("false") boolean newIncarnation) {
    if (!AccountId.isValid(id)) {
      throw unknownAccount();
    }
    Flow flow = cookies.begin(new AccountId(id), newIncarnation);
    URI consent = desk.consentPage(flow).orElseThrow(ConnectPages::unknownAccount);
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
      @Context UriInfo uri,
      @Context HttpHeaders headers) {
    Flow flow = flow(headers);
    if (state != null && !state.isEmpty() && !state.equals(flow.id())) {
      throw Problem.of(400, "other-flow", "This answer belongs to another connect")
          .withDetail("The state that M1 returned is not the one of this browser's flow.")
          .withAdvice("Begin again from the list of accounts.")
          .toException();
    }
    if (error != null || code == null || code.isEmpty()) {
      throw Problem.of(400, "consent-refused", "M1 did not give its consent")
          .withDetail(
              "access_denied".equals(error)
                  ? "Consent was refused on M1's page."
                  : "M1 came back without a code.")
          .withAdvice("The account is as it was. Begin again if this was not intended.")
          .toException();
    }
    return owners.at(
        flow.account(),
        new Incoming("GET", uri, headers, null),
        () -> afterCallback(desk.callback(flow, code)));
  }

  private static Response afterCallback(Callback end) {
    if (end instanceof Callback.Confirm) {
      return Response.seeOther(URI.create(CONFIRM))
          .header(HttpHeaders.CACHE_CONTROL, "no-store")
          .header("Referrer-Policy", "no-referrer")
          .build();
    }
    if (end instanceof Callback.UsedBefore) {
      throw Problem.of(409, "flow-used", "This connect was used already")
          .withDetail("A code of M1 and a connect work once.")
          .withAdvice("Look at the list of accounts; begin again if it is not connected.")
          .toException();
    }
    if (end instanceof Callback.Failed failed) {
      throw Problem.of(502, "code-refused", "M1 gave no tokens")
          .withDetail(failed.reason())
          .withAdvice("Begin again. If it happens again, check the client id and secret.")
          .toException();
    }
    throw unknownAccount();
  }

  /** Shows which M1 account it is. */
  @GET
  @Path("ui/connect/confirm")
  @Operation(hidden = true)
  public Response look(@Context UriInfo uri, @Context HttpHeaders headers) {
    Flow flow = flow(headers);
    return owners.at(
        flow.account(),
        new Incoming("GET", uri, headers, null),
        () -> {
          Waiting waiting = desk.waiting(flow).orElseThrow(ConnectPages::nothingWaits);
          return Response.ok(
                  confirmPage
                      .data("id", waiting.account().id().value())
                      .data("before", waiting.account().m1AccountId().orElse(null))
                      .data("m1AccountId", waiting.m1AccountId().orElse(null))
                      .data("newIncarnation", waiting.newIncarnation())
                      .data("refused", waiting.isRefused())
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
  public Response confirm(@Context UriInfo uri, @Context HttpHeaders headers) {
    Flow flow = flow(headers);
    return owners.at(
        flow.account(),
        new Incoming("POST", uri, headers, ""),
        () -> {
          Activation end = desk.confirm(flow).orElseThrow(ConnectPages::nothingWaits);
          if (end instanceof Activation.OtherAccount other) {
            throw Problem.of(409, "other-m1-account", "That is a different M1 account")
                .withDetail(
                    "This account was connected to M1's account "
                        + other.before()
                        + ", the consent came from "
                        + other.now()
                        + ".")
                .withAdvice(
                    "Sign in to M1 as the right one and connect again; or connect as a new incarnation, if it"
                        + " really is another account now.")
                .toException();
          }
          if (end instanceof Activation.Unknown) {
            throw unknownAccount();
          }
          return Response.seeOther(URI.create("/")).cookie(cookies.cleared()).build();
        });
  }

  private Flow flow(HttpHeaders headers) {
    Cookie cookie = headers.getCookies().get(cookies.name());
    return cookies
        .read(cookie == null ? null : cookie.getValue())
        .orElseThrow(
            () ->
                Problem.of(400, "no-flow", "No connect is under way in this browser")
                    .withDetail(
                        "It was begun in another browser, more than 10 minutes ago, or not at all.")
                    .withAdvice("Begin again from the list of accounts, in this browser.")
                    .toException());
  }

  private static ProblemException nothingWaits() {
    return Problem.of(409, "nothing-to-confirm", "Nothing waits for confirmation")
        .withDetail("It was confirmed already, waited for too long, or the service restarted.")
        .withAdvice("Look at the list of accounts; begin again if it is not connected.")
        .toException();
  }

  private static ProblemException unknownAccount() {
    return Problem.of(404, "unknown-account", "There is no such account")
        .withAdvice("Declare it in the configuration, or by PUT /v1/accounts/{id}.")
        .toException();
  }
}
