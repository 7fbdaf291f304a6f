package io.m1bridge.ui.page;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What the layout asks for: {@code {inject:m1ui.…}} in a template. */
@ApplicationScoped
@Named("m1ui")
public class UiPage {

  /**
   * An entry of the navigation.
   *
   * @param active whether it is the service that serves this page
   */
  public record Link(String label, String href, boolean active) {}

  private static final List<String> SERVICES =
      List.of("token-service", "contact-sync", "edm-event");

  private final List<Link> links;
  private final String version;
  private final Assets assets;

  @Inject
  UiPage(
      PageConfig config,
      @ConfigProperty(name = "quarkus.application.version", defaultValue = "") String version) {
    PageConfig.Links known = config.links();
    String self = config.serviceName();
    if (!self.isEmpty() && !SERVICES.contains(self)) {
      throw new IllegalArgumentException(
          "m1bridge.ui.service-name: '" + self + "' is none of " + SERVICES);
    }
    this.links =
        Stream.of(
                link("Accounts", "token-service", known.tokenService(), self),
                link("Contact sync", "contact-sync", known.contactSync(), self),
                link("Engagement", "edm-event", known.edmEvent(), self))
            .flatMap(Optional::stream)
            .toList();
    this.version = version;
    this.assets = new Assets();
  }

  public List<Link> links() {
    return links;
  }

  public String version() {
    return version;
  }

  /** The address of a file of ours, changing with its content so that browsers may keep it. */
  public String asset(String name) {
    return assets.address(name);
  }

  private static Optional<Link> link(
      String label, String name, Optional<URI> address, String self) {
    boolean active = name.equals(self);
    // The own service is always at hand, also where nobody configured addresses.
    return active
        ? Optional.of(new Link(label, "/", true))
        : address.map(uri -> new Link(label, uri.toString(), false));
  }
}
