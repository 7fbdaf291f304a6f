package io.m1bridge.contactsync.errand.web;

import io.m1bridge.owner.web.Question;
import io.m1bridge.ui.signin.UiOperator;
import io.m1bridge.ui.signin.UiProtected;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpServerRequest;
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
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** The forms of the page: a contact is asked for, a change is told and confirmed. */
@Path("/ui/accounts/{id}/m1")
@UiProtected
@Blocking
@Produces(MediaType.TEXT_HTML)
public class M1Forms {

  private final M1Pages pages;
  private final Views views;
  private final Changes changes;
  private final Contacts contacts;

  M1Forms(M1Pages pages, Views views, Changes changes, Contacts contacts) {
    this.pages = pages;
    this.views = views;
    this.changes = changes;
    this.contacts = contacts;
  }

  /** A contact: its key stands in the form, for addresses are logged. */
  @POST
  @Path("/contact")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Operation(hidden = true)
  public Response contact(
      @PathParam("id") String id,
      MultivaluedMap<String, String> form,
      @Context UriInfo uri,
      @Context HttpHeaders headers,
      @Context HttpServerRequest request) {
    String key = value(form, "contact");
    return pages.answer(
        id,
        Question.form(uri, headers, form),
        request,
        (asking, account, empty) ->
            empty
                .data("key", key)
                .data(
                    "contact",
                    views.contact(asking, contacts.believed(account, key == null ? "" : key))));
  }

  /** What a change would do. */
  @POST
  @UiOperator
  @Path("/changes")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Operation(hidden = true)
  public Response propose(
      @PathParam("id") String id,
      MultivaluedMap<String, String> form,
      @Context UriInfo uri,
      @Context HttpHeaders headers,
      @Context HttpServerRequest request) {
    return pages.answer(
        id,
        Question.form(uri, headers, form),
        request,
        (asking, account, empty) ->
            empty.data("proposal", changes.propose(asking, account, change(form))));
  }

  /** It is made. */
  @POST
  @UiOperator
  @Path("/changes/{confirmation}")
  @Consumes(MediaType.WILDCARD)
  @Operation(hidden = true)
  public Response confirm(
      @PathParam("id") String id,
      @PathParam("confirmation") String confirmation,
      @Context UriInfo uri,
      @Context HttpHeaders headers,
      @Context HttpServerRequest request) {
    return pages.change(
        id,
        Question.post(uri, headers, null),
        request,
        (asking, account, empty) ->
            empty.data("done", changes.confirm(asking, account, confirmation)));
  }

  private static ChangeRequest change(MultivaluedMap<String, String> form) {
    String id = value(form, "of");
    String options = value(form, "options");
    return new ChangeRequest(
        value(form, "action"),
        value(form, "name"),
        id != null && id.matches("\\d{1,18}") ? Long.valueOf(id) : null,
        value(form, "to"),
        value(form, "description"),
        options == null ? List.of() : options.lines().filter(line -> !line.isBlank()).toList(),
        form.containsKey("withContacts"),
        form.containsKey("force"));
  }

  private static @Nullable String value(MultivaluedMap<String, String> form, String name) {
    String value = form.getFirst(name);
    return value == null || value.isBlank() ? null : value;
  }
}
