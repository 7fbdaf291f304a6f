package io.m1bridge.ui.signin;

import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The form to paste the token into, and the way out. */
@Path("/")
@PermitAll
@Produces(MediaType.TEXT_HTML)
public class SignInResource {

  private final TokenUiSignIn signIn;
  private final Template page;

  @Inject
  SignInResource(TokenUiSignIn signIn, @Location("m1bridge/sign-in.html") Template page) {
    this.signIn = signIn;
    this.page = page;
  }

  @GET
  @Path(UiGuard.SIGN_IN_PATH)
  public Response form(
      @QueryParam("next") @Nullable String next,
      @QueryParam("failed") @DefaultValue("") String failed) {
    return page(
        200,
        ReturnPath.of(next),
        Arrays.stream(SignInFailure.values()).filter(f -> f.name().equals(failed)).findAny());
  }

  @POST
  @Path(UiGuard.SIGN_IN_PATH)
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response signIn(
      @FormParam("token") @DefaultValue("") String token,
      @FormParam("next") @Nullable String next,
      @Context HttpServerRequest request) {
    ReturnPath returnTo = ReturnPath.of(next);
    SignInOutcome outcome = signIn.attempt(request, token);
    if (outcome instanceof SignInOutcome.Accepted accepted) {
      return redirect(
          returnTo.value(), SessionCookie.set(request, accepted.session(), signIn.sessionLife()));
    }
    Optional<SignInFailure> failure = SignInFailure.of(outcome);
    return page(failure.map(SignInFailure::status).orElse(401), returnTo, failure);
  }

  /** Needs no sign-in, but the own page: others could sign people out at will. */
  @POST
  @Path("/sign-out")
  public Response signOut(@Context HttpServerRequest request) {
    if (Verdict.isForged(request)) {
      throw Verdict.forged().toException();
    }
    return redirect(UiGuard.SIGN_IN_PATH, SessionCookie.clear(request));
  }

  private Response page(int status, ReturnPath next, Optional<SignInFailure> failure) {
    String html =
        page.data("next", next.value(), "failure", failure.map(SignInFailure::message).orElse(null))
            .render();
    Response.ResponseBuilder answer =
        Response.status(status).entity(html).header(HttpHeaders.CACHE_CONTROL, "no-store");
    if (status == 429) {
      answer.header(HttpHeaders.RETRY_AFTER, SignInThrottle.WINDOW.toSeconds());
    }
    return answer.build();
  }

  private static Response redirect(String path, String cookie) {
    return Response.status(303)
        .header(HttpHeaders.LOCATION, path)
        .header(HttpHeaders.SET_COOKIE, cookie)
        .build();
  }
}
