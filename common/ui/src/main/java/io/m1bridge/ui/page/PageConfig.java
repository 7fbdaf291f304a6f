package io.m1bridge.ui.page;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** What the frame around every page shows. */
@ConfigMapping(prefix = "m1bridge.ui")
public interface PageConfig {

  /**
   * Which of the three this is: {@code token-service}, {@code contact-sync} or {@code edm-event}.
   */
  @WithName("service-name")
  @WithDefault("")
  String serviceName();

  /** Where a browser finds the services. One that is absent does not appear in the navigation. */
  Links links();

  /**
   * Other origins that a form on a page may lead to, redirects included: token-service's
   * <i>Connect</i> ends at M1's consent page. Browsers block such a redirect otherwise.
   */
  @WithName("form-action-origins")
  Optional<List<URI>> formActionOrigins();

  /** Base addresses, as a browser sees them. */
  interface Links {
    @WithName("token-service")
    Optional<URI> tokenService();

    @WithName("contact-sync")
    Optional<URI> contactSync();

    @WithName("edm-event")
    Optional<URI> edmEvent();
  }
}
