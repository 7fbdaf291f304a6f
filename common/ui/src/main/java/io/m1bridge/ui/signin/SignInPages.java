package io.m1bridge.ui.signin;

import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/** The sign-in page: a form for the token, or a button that leads to the issuer. */
@ApplicationScoped
class SignInPages {

  private final ConfiguredUiSignIn configured;
  private final Template page;

  @Inject
  SignInPages(ConfiguredUiSignIn configured, @Location("m1bridge/sign-in.html") Template page) {
    this.configured = configured;
    this.page = page;
  }

  Response show(int status, ReturnPath next, Optional<String> failure) {
    return show(status, next, failure, false);
  }

  /** Tries again by itself after a few seconds. */
  Response showAndRetry(int status, ReturnPath next, String failure) {
    return show(status, next, Optional.of(failure), true);
  }

  private Response show(int status, ReturnPath next, Optional<String> failure, boolean retry) {
    String start = configured.oidc().isPresent() ? OidcUiSignIn.startPage(next) : null;
    String html =
        page.data("next", next.value())
            .data("failure", failure.orElse(null))
            .data("start", start)
            .data("retry", retry)
            .render();
    return Response.status(status)
        .type(MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
        .entity(html)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }
}
