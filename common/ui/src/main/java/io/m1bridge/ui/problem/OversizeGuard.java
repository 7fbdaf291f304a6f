package io.m1bridge.ui.problem;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a body that announces itself as too large before the framework does, which would answer
 * with nothing but the status. One that announces no length is cut off by the framework.
 */
@ApplicationScoped
class OversizeGuard {

  private static final int PRIORITY = 350;

  private final long maxBytes;
  private final ProblemResponses problems;

  @Inject
  OversizeGuard(
      @ConfigProperty(name = "quarkus.http.limits.max-body-size", defaultValue = "10240K")
          MemorySize max,
      ProblemResponses problems) {
    this.maxBytes = max.asLongValue();
    this.problems = problems;
  }

  void register(@Observes Filters filters) {
    filters.register(this::handle, PRIORITY);
  }

  private void handle(RoutingContext context) {
    HttpServerRequest request = context.request();
    if (announcedLength(request.getHeader(HttpHeaders.CONTENT_LENGTH)) <= maxBytes) {
      context.next();
      return;
    }
    Problem problem = StatusProblems.oversize().withInstance(request.path());
    var body = problems.render(problem, request.getHeader(HttpHeaders.ACCEPT));
    // The body is still on its way and nobody will read it: the connection cannot be used again.
    context
        .response()
        .setStatusCode(problem.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, body.mediaType())
        .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
        .end(body.content());
  }

  private static long announcedLength(@Nullable String header) {
    try {
      return header == null ? 0 : Long.parseLong(header);
    } catch (NumberFormatException e) {
      return 0; // the HTTP codec refuses the request itself
    }
  }
}
