package io.m1bridge.ui.problem;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticator;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
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

  @Inject
  SecurityProblemMappers(ProblemResponses responses) {
    this.responses = responses;
  }

  @ServerExceptionMapper
  Uni<Response> unauthorized(
      UnauthorizedException e, RoutingContext context, ContainerRequestContext request) {
    return challenged(context, request);
  }

  @ServerExceptionMapper
  Uni<Response> failed(
      AuthenticationFailedException e, RoutingContext context, ContainerRequestContext request) {
    return challenged(context, request);
  }

  @ServerExceptionMapper
  Response forbidden(ForbiddenException e, ContainerRequestContext request) {
    return answer(403, request).build();
  }

  private Uni<Response> challenged(RoutingContext context, ContainerRequestContext request) {
    Response.ResponseBuilder answer = answer(401, request);
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
                    .forEach((name, value) -> answer.header(name.toString(), value));
              }
              return answer.build();
            });
  }

  private Response.ResponseBuilder answer(int status, ContainerRequestContext request) {
    Problem problem =
        StatusProblems.forStatus(status)
            .withInstance(request.getUriInfo().getRequestUri().getRawPath());
    var body = responses.render(problem, request.getHeaderString(HttpHeaders.ACCEPT));
    return Response.status(status).type(body.mediaType()).entity(body.content());
  }
}
