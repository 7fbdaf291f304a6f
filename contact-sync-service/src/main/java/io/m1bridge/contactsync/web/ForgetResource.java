package io.m1bridge.contactsync.web;

import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.forget.Forget;
import io.m1bridge.contactsync.forget.Forgets;
import io.m1bridge.contactsync.task.SyncTopology;
import io.m1bridge.contactsync.view.TaskViews;
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
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** What became of the order to forget a contact. */
@Path("/v1/accounts/{id}/forgets")
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
public class ForgetResource {

  private final Stores stores;
  private final TaskViews views;
  private final ForgottenTopics topics;

  ForgetResource(Stores stores, TaskViews views, ForgottenTopics topics) {
    this.stores = stores;
    this.views = views;
    this.topics = topics;
  }

  /** One contact of an account that this process owns. */
  @GET
  @Blocking
  @UiProtected
  @AnsweredByOwner
  @Path("/{contact: .+}")
  @Operation(
      summary = "How far it is that a contact is forgotten, and until when topics keep it",
      description =
          "Who asked and when; whether it is gone from M1, or what it waits for; whether it is gone"
              + " from our state; and for each topic until when the brokers' disks may hold it, by"
              + " the topic's settings as Kafka tells them now. Known for"
              + " m1bridge.contact-sync.forget.remember.")
  @APIResponse(responseCode = "200", description = "How far it is")
  @APIResponse(responseCode = "404", description = "Nobody asked for it, or too long ago")
  @APIResponse(responseCode = "503", description = "The account is being moved")
  public ForgetView forget(@PathParam("id") String id, @PathParam("contact") String contact) {
    if (!AccountId.isValid(id) || contact.isBlank()) {
      throw none();
    }
    ContactKey key = new ContactKey(new AccountId(id), contact);
    Forget forget =
        stores
            .<String, byte[], Optional<Forget>>ask(
                SyncTopology.LEDGER, ledger -> Forgets.read(ledger, key))
            .orElseThrow(ForgetResource::none);
    return ForgetView.of(forget, forget.isDone() ? "" : why(key), topics.of(forget.goneAt()));
  }

  private String why(ContactKey key) {
    ContactState state =
        stores.<String, ContactState, @Nullable ContactState>ask(
            SyncTopology.CONTACTS, contacts -> contacts.get(key.stored()));
    return ForgetView.why(state, views.account(key.account().value()));
  }

  private static ProblemException none() {
    return Problem.of(404, "forget-not-known", "Nobody had this contact forgotten")
        .withAdvice(
            "Or the order is not read yet, or longer ago than"
                + " m1bridge.contact-sync.forget.remember")
        .toException();
  }
}
