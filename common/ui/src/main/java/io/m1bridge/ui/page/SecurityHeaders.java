package io.m1bridge.ui.page;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;

/**
 * Headers that make a browser refuse what our pages never do: foreign or inline scripts and styles,
 * frames, sniffing.
 */
@ApplicationScoped
class SecurityHeaders {

  /** Before everything else, so that errors have them too. */
  private static final int PRIORITY = 400;

  private final String policy;

  @Inject
  SecurityHeaders(PageConfig config) {
    this.policy = policy(config.formActionOrigins().orElse(List.of()));
  }

  static String policy(List<URI> formTargets) {
    StringBuilder forms = new StringBuilder("form-action 'self'");
    for (URI target : formTargets) {
      if (target.getScheme() == null || target.getAuthority() == null) {
        throw new IllegalArgumentException(
            "m1bridge.ui.form-action-origins: '" + target + "' is no origin such as https://host");
      }
      forms.append(' ').append(target.getScheme()).append("://").append(target.getAuthority());
    }
    return "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; "
        + forms;
  }

  void register(@Observes Filters filters) {
    filters.register(this::handle, PRIORITY);
  }

  private void handle(RoutingContext context) {
    // /q/ holds the framework's own pages, which need inline scripts.
    if (!context.normalizedPath().startsWith("/q/")) {
      MultiMap headers = context.response().headers();
      headers.set("Content-Security-Policy", policy);
      headers.set("X-Content-Type-Options", "nosniff");
      // Not no-referrer: with that, browsers send "Origin: null" with our own forms, and the check
      // for forged writes
      // could not tell them from foreign ones. Other origins learn nothing from this either.
      headers.set("Referrer-Policy", "same-origin");
    }
    context.next();
  }
}
