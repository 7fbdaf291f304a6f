package io.m1bridge.contactsync.web;

import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.task.SyncTopology;
import io.m1bridge.m1.AccountId;
import io.m1bridge.owner.web.AnsweredByOwner;
import io.m1bridge.owner.web.Stores;
import io.m1bridge.ui.problem.Problem;
import io.m1bridge.ui.problem.ProblemException;
import io.m1bridge.ui.signin.UiProtected;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Where a contact is. */
@Path("/v1/contacts")
@Produces(MediaType.APPLICATION_JSON)
public class ContactResource {

  private final Stores stores;

  ContactResource(Stores stores) {
    this.stores = stores;
  }

  /** One contact of an account that this process owns. */
  @GET
  @Blocking
  @UiProtected
  @AnsweredByOwner
  @Path("/{account}/{key: .+}")
  @Operation(
      summary = "Where a contact is: its open changes, the call that holds it, the last problem")
  public ContactView contact(@PathParam("account") String account, @PathParam("key") String key) {
    if (!AccountId.isValid(account) || key.isBlank()) {
      throw notHere();
    }
    String stored = new ContactKey(new AccountId(account), key).stored();
    ContactState state =
        stores.<String, ContactState, @Nullable ContactState>ask(
            SyncTopology.CONTACTS, contacts -> contacts.get(stored));
    if (state == null) {
      throw notHere();
    }
    return ContactView.of(state);
  }

  private static ProblemException notHere() {
    return Problem.of(404, "contact-not-here", "This process knows no such contact")
        .withAdvice(
            "It is unknown, or deleted and settled; of several replicas each needs"
                + " m1bridge.streams.application-server")
        .toException();
  }
}
