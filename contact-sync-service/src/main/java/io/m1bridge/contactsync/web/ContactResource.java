package io.m1bridge.contactsync.web;

import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.task.SyncTopology;
import io.m1bridge.kafka.streams.StreamsLifecycle;
import io.m1bridge.m1.AccountId;
import io.m1bridge.ui.problem.Problem;
import io.m1bridge.ui.problem.ProblemException;
import io.m1bridge.ui.signin.UiProtected;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Where a contact is. */
@Path("/v1/contacts")
@Produces(MediaType.APPLICATION_JSON)
public class ContactResource {

  private final StreamsLifecycle lifecycle;

  ContactResource(StreamsLifecycle lifecycle) {
    this.lifecycle = lifecycle;
  }

  /** One contact of an account that this process owns. */
  @GET
  @Blocking
  @UiProtected
  @Path("/{account}/{key: .+}")
  @Operation(
      summary = "Where a contact is: its open changes, the call that holds it, the last problem")
  public ContactView contact(@PathParam("account") String account, @PathParam("key") String key) {
    if (!AccountId.isValid(account) || key.isBlank()) {
      throw notHere();
    }
    ContactState state = find(new ContactKey(new AccountId(account), key));
    if (state == null) {
      throw notHere();
    }
    return ContactView.of(state);
  }

  private @Nullable ContactState find(ContactKey key) {
    try {
      KafkaStreams streams = lifecycle.streams().orElseThrow(ContactResource::moving);
      ReadOnlyKeyValueStore<String, ContactState> contacts =
          streams.store(
              StoreQueryParameters.fromNameAndType(
                  SyncTopology.CONTACTS, QueryableStoreTypes.keyValueStore()));
      return contacts.get(key.stored());
    } catch (InvalidStateStoreException e) {
      throw moving();
    }
  }

  private static ProblemException notHere() {
    return Problem.of(404, "contact-not-here", "This process knows no such contact")
        .withAdvice(
            "It is unknown, deleted and settled, or its account is owned by another replica")
        .toException();
  }

  private static ProblemException moving() {
    return Problem.of(503, "stores-moving", "The stores are being moved or restored")
        .withAdvice("Ask again in a few seconds")
        .toException();
  }
}
