package io.m1bridge.ui.problem;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticator;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/**
 * Refusals of the framework's own authentication, say of a caller's JWT, which answers with empty
 * bodies otherwise. A credential that is broken reaches these only with {@code
 * quarkus.http.auth.proactive=false}: else it is refused before REST.
 */
@ApplicationScoped
class SecurityProblemMappers {

  private final ProblemResponses responses;
  private final Instance<CredentialProblems> credentials;

  @Inject
  SecurityProblemMappers(ProblemResponses responses, Instance<CredentialProblems> credentials) {
    this.responses = responses;
    this.credentials = credentials;
  }

  @ServerExceptionMapper
  Uni<Response> unauthorized(
      UnauthorizedException e, RoutingContext context, ContainerRequestContext request) {
    return challenged(
        context, request, explained(CredentialProblems::explainMissing), Optional.empty());
  }

  @ServerExceptionMapper
  Uni<Response> failed(
      AuthenticationFailedException e, RoutingContext context, ContainerRequestContext request) {
    Problem problem = explained(c -> c.explain(e));
    return problem.status() == 401
        ? challenged(context, request, problem, Optional.of("invalid_token"))
        : Uni.createFrom()
            .item(answer(problem, request).header(HttpHeaders.RETRY_AFTER, 1).build());
  }

  private Problem explained(Function<CredentialProblems, Optional<Problem>> explanation) {
    return credentials.stream()
        .flatMap(c -> explanation.apply(c).stream())
        .findFirst()
        .orElseGet(() -> StatusProblems.forStatus(401));
  }

  @ServerExceptionMapper
  Response forbidden(ForbiddenException e, ContainerRequestContext request) {
    return answer(StatusProblems.forStatus(403), request).build();
  }

  /**
   * @param error RFC 6750's word for what is wrong with a bearer token; none where there was no
   *     token
   */
  private Uni<Response> challenged(
      RoutingContext context,
      ContainerRequestContext request,
      Problem problem,
      Optional<String> error) {
    Response.ResponseBuilder answer = answer(problem, request);
    @Nullable HttpAuthenticator authenticator = context.get(HttpAuthenticator.class.getName());
    if (authenticator == null) {
      return Uni.createFrom().item(answer.build());
    }
    return authenticator
        .getChallenge(context)
        .map(
            challenge -> {
              if (challenge != null) {
                challenge
                    .getHeaders()
                    .forEach(
                        (name, value) ->
                            answer.header(name.toString(), challenge(value.toString(), error)));
              }
              return answer.build();
            });
  }

  private static String challenge(String given, Optional<String> error) {
    return given.equals("Bearer")
        ? error.map(word -> given + " error=\"" + word + "\"").orElse(given)
        : given;
  }

  private Response.ResponseBuilder answer(Problem problem, ContainerRequestContext request) {
    Problem placed = problem.withInstance(request.getUriInfo().getRequestUri().getRawPath());
    var body = responses.render(placed, request.getHeaderString(HttpHeaders.ACCEPT));
    return Response.status(placed.status()).type(body.mediaType()).entity(body.content());
  }
}
