package io.m1bridge.contactsync.web;

import io.m1bridge.m1.AccountId;
import io.m1bridge.owner.web.Question;
import io.m1bridge.owner.web.Replicas;
import io.m1bridge.ui.signin.UiProtected;
import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Where a contact is, for people. Its key stands in the form, for addresses are logged. */
@UiProtected
@Path("/ui/accounts/{id}/contacts")
public class ContactForm {

  private final Whereabouts whereabouts;
  private final StatusResource status;
  private final Replicas replicas;
  private final Template page;

  ContactForm(
      Whereabouts whereabouts,
      StatusResource status,
      Replicas replicas,
      @Location("contact.html") Template page) {
    this.whereabouts = whereabouts;
    this.status = status;
    this.replicas = replicas;
    this.page = page;
  }

  /** That nothing is known of a contact is an answer too. */
  @POST
  @Blocking
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(MediaType.TEXT_HTML)
  @Operation(hidden = true)
  public Response find(
      @PathParam("id") String id,
      MultivaluedMap<String, String> form,
      @Context UriInfo uri,
      @Context HttpHeaders headers) {
    if (AccountId.isValid(id)) {
      Optional<Response> elsewhere =
          replicas.answer(id, Question.form(uri, headers, form).prompt());
      if (elsewhere.isPresent()) {
        return elsewhere.get();
      }
    }
    String account = status.queue(id).account();
    String given = form.getFirst("contact");
    String key = given == null || given.isBlank() ? null : given.strip();
    ContactView found = key == null ? null : whereabouts.find(account, key).orElse(null);
    return Response.ok(
            page.data("account", account).data("key", key).data("contact", found).render(),
            "text/html;charset=UTF-8")
        .build();
  }
}
