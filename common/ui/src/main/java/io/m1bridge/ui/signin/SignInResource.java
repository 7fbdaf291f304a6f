package io.m1bridge.ui.signin;

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

/** The page that signs in, and the way out. */
@Path("/")
@PermitAll
@Produces(MediaType.TEXT_HTML)
public class SignInResource {

  private final ConfiguredUiSignIn configured;
  private final TokenUiSignIn signIn;
  private final SignInPages pages;

  @Inject
  SignInResource(ConfiguredUiSignIn configured, TokenUiSignIn signIn, SignInPages pages) {
    this.configured = configured;
    this.signIn = signIn;
    this.pages = pages;
  }

  @GET
  @Path(UiGuard.SIGN_IN_PATH)
  public Response form(
      @QueryParam("next") @Nullable String next,
      @QueryParam("failed") @DefaultValue("") String failed) {
    return pages.show(
        200,
        ReturnPath.of(next),
        Arrays.stream(SignInFailure.values())
            .filter(f -> f.name().equals(failed))
            .findAny()
            .map(SignInFailure::message));
  }

  @POST
  @Path(UiGuard.SIGN_IN_PATH)
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response signIn(
      @FormParam("token") @DefaultValue("") String token,
      @FormParam("next") @Nullable String next,
      @Context HttpServerRequest request) {
    ReturnPath returnTo = ReturnPath.of(next);
    if (configured.oidc().isPresent()) {
      return show(SignInFailure.NO_TOKENS, returnTo);
    }
    SignInOutcome outcome = signIn.attempt(request, token);
    if (outcome instanceof SignInOutcome.Accepted accepted) {
      return redirect(
          returnTo.value(), SessionCookie.set(request, accepted.session(), signIn.sessionLife()));
    }
    return show(SignInFailure.of(outcome).orElse(SignInFailure.REFUSED), returnTo);
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

  private Response show(SignInFailure failure, ReturnPath next) {
    Response page = pages.show(failure.status(), next, Optional.of(failure.message()));
    return failure == SignInFailure.THROTTLED
        ? Response.fromResponse(page)
            .header(HttpHeaders.RETRY_AFTER, SignInThrottle.WINDOW.toSeconds())
            .build()
        : page;
  }

  private static Response redirect(String path, String cookie) {
    return Response.status(303)
        .header(HttpHeaders.LOCATION, path)
        .header(HttpHeaders.SET_COOKIE, cookie)
        .build();
  }
}
