package io.m1bridge.ui.signin;

import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import io.m1bridge.ui.oidc.OidcException;
import io.m1bridge.ui.oidc.OidcFailure;
import io.m1bridge.ui.oidc.OidcFlow;
import io.m1bridge.ui.problem.Problem;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** To the issuer and back. Links, not forms: the policy lets forms lead to ourselves only. */
@Path("/")
@PermitAll
@Produces(MediaType.TEXT_HTML)
public class OidcResource {

  private static final Logger LOG = LoggerFactory.getLogger(OidcResource.class);

  private final ConfiguredUiSignIn configured;
  private final SignInPages pages;

  @Inject
  OidcResource(ConfiguredUiSignIn configured, SignInPages pages) {
    this.configured = configured;
    this.pages = pages;
  }

  @GET
  @Path(OidcUiSignIn.START_PATH)
  public Response start(
      @QueryParam("next") @Nullable String next, @Context HttpServerRequest request) {
    OidcUiSignIn oidc = oidc();
    ReturnPath returnTo = ReturnPath.of(next);
    if (!oidc.mayUse(request)) {
      return insecure(returnTo);
    }
    try {
      Ticket ticket = oidc.ticket(returnTo);
      OidcFlow.Begun begun = oidc.begin(request, ticket);
      return Response.status(303)
          .location(begun.location())
          .header(HttpHeaders.SET_COOKIE, TicketCookie.set(request, begun.state(), ticket))
          .header(HttpHeaders.CACHE_CONTROL, "no-store")
          .build();
    } catch (OidcException e) {
      return failed(e, returnTo);
    }
  }

  @GET
  @Path(OidcUiSignIn.CALLBACK_PATH)
  public Response callback(
      @QueryParam("code") @Nullable String code,
      @QueryParam("state") @DefaultValue("") String state,
      @QueryParam("error") @Nullable String error,
      @QueryParam("iss") @Nullable String issuer,
      @Context HttpServerRequest request) {
    OidcUiSignIn oidc = oidc();
    if (!oidc.mayUse(request)) {
      return insecure(ReturnPath.HOME);
    }
    Optional<Ticket> ticket = TicketCookie.read(request, state).filter(oidc::isLive);
    if (ticket.isEmpty()) {
      OidcFailure failure = OidcFailure.NOT_THIS_BROWSER;
      return pages.show(failure.status(), ReturnPath.HOME, Optional.of(failure.message()));
    }
    ReturnPath next = ticket.get().next();
    String forget = TicketCookie.clear(request, state);
    try {
      String session =
          oidc.finish(request, ticket.get(), new OidcFlow.Returned(code, state, error, issuer));
      return Response.ok(onwards(next))
          .header(HttpHeaders.SET_COOKIE, SessionCookie.set(request, session, oidc.sessionLife()))
          .header(HttpHeaders.SET_COOKIE, forget)
          .header(HttpHeaders.CACHE_CONTROL, "no-store")
          .build();
    } catch (OidcException e) {
      return Response.fromResponse(failed(e, next)).header(HttpHeaders.SET_COOKIE, forget).build();
    }
  }

  private OidcUiSignIn oidc() {
    return configured.oidc().orElseThrow(() -> Problem.of(404, "Not found").toException());
  }

  private Response insecure(ReturnPath next) {
    SignInFailure failure = SignInFailure.INSECURE;
    return pages.show(failure.status(), next, Optional.of(failure.message()));
  }

  private Response failed(OidcException e, ReturnPath next) {
    OidcFailure failure = e.failure();
    LogLine.warn(LOG)
        .with(LogKey.REASON, failure)
        .with(LogKey.DETAIL, e.getMessage())
        .say("Sign-in failed");
    return failure == OidcFailure.ISSUER_UNREACHABLE
        ? pages.showAndRetry(failure.status(), next, failure.message())
        : pages.show(failure.status(), next, Optional.of(failure.message()));
  }

  /**
   * A page that goes on, not a redirect: at the end of redirects that another site began, a browser
   * does not send the strict cookie that it has just got.
   */
  private static String onwards(ReturnPath next) {
    return UiGuard.RELOAD
        .replace("content=\"0\"", "content=\"0; url=" + escape(next) + "\"")
        .replace("href=\"\"", "href=\"" + escape(next) + "\"");
  }

  /** Of the characters that a path of ours may have, only this one means something in HTML. */
  private static String escape(ReturnPath path) {
    return path.value().replace("&", "&amp;");
  }
}
