package io.m1bridge.contactsync.web;

import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** The page: what goes in, what has ended, what waits and why. */
@Path("/")
public class QueuePage {

  private final StatusResource status;
  private final Template page;

  QueuePage(StatusResource status, @Location("queue.html") Template page) {
    this.status = status;
    this.page = page;
  }

  /** All accounts of this process. */
  @GET
  @Produces(MediaType.TEXT_HTML)
  public TemplateInstance queue() {
    return page.data("status", status.status()).data("accounts", status.accounts());
  }
}
