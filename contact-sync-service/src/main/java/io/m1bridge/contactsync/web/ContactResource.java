package io.m1bridge.contactsync.web;

import io.m1bridge.owner.web.AnsweredByOwner;
import io.m1bridge.ui.problem.Problem;
import io.m1bridge.ui.signin.UiProtected;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Where a contact is. */
@Path("/v1/contacts")
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
public class ContactResource {

  private final Whereabouts whereabouts;

  ContactResource(Whereabouts whereabouts) {
    this.whereabouts = whereabouts;
  }

  /** One contact of an account that this process owns. */
  @GET
  @Blocking
  @UiProtected
  @AnsweredByOwner
  @Path("/{account}/{key: .+}")
  @Operation(
      summary = "Where a contact is: its state, why, its way in steps with times, what comes next",
      description =
          "The state and reason are those of the list of what is not delivered, or settled. Steps"
              + " are told as far as they are kept: the last change that ended, open changes with"
              + " what was folded into them, the call, the last answer, and what comes next. Nothing"
              + " of what stands in the contact.")
  @APIResponse(responseCode = "200", description = "Where it is")
  @APIResponse(responseCode = "404", description = "Nothing is known of it")
  @APIResponse(responseCode = "503", description = "The account is being moved")
  public ContactView contact(@PathParam("account") String account, @PathParam("key") String key) {
    return whereabouts
        .find(account, key)
        .orElseThrow(
            () ->
                Problem.of(404, "contact-not-here", "Nothing is known of such a contact")
                    .withAdvice(
                        "No change of it was read, or it was deleted and all is settled. Look for its"
                            + " record in the source topic, and among the dead letters that name no"
                            + " contact: m1bridge dead-letters list ACCOUNT --of-nobody, or the page"
                            + " Dead letters. Of several replicas each needs"
                            + " m1bridge.streams.application-server")
                    .toException());
  }
}
