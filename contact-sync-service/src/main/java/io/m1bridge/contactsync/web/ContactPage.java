package io.m1bridge.contactsync.web;

import io.m1bridge.owner.web.AnsweredByOwner;
import io.m1bridge.ui.signin.UiProtected;
import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The page that asks where a contact is; {@link ContactForm} answers. */
@UiProtected
@Path("/accounts/{id}/contacts")
public class ContactPage {

  private final StatusResource status;
  private final Template page;

  ContactPage(StatusResource status, @Location("contact.html") Template page) {
    this.status = status;
    this.page = page;
  }

  /** Nothing asked yet. */
  @GET
  @Blocking
  @AnsweredByOwner
  @Produces(MediaType.TEXT_HTML)
  @Operation(hidden = true)
  public TemplateInstance empty(@PathParam("id") String id) {
    return page.data("account", status.queue(id).account()).data("key", null).data("contact", null);
  }
}
