package io.m1bridge.contactsync.web;

import io.m1bridge.contactsync.task.SyncTopology;
import io.m1bridge.contactsync.undelivered.UndeliveredFilter;
import io.m1bridge.contactsync.undelivered.UndeliveredList;
import io.m1bridge.contactsync.undelivered.UndeliveredSearch;
import io.m1bridge.contactsync.undelivered.UndeliveredSearch.Found;
import io.m1bridge.m1.AccountId;
import io.m1bridge.owner.web.AnsweredByOwner;
import io.m1bridge.owner.web.Stores;
import io.m1bridge.ui.problem.Problem;
import io.m1bridge.ui.signin.UiProtected;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What is not delivered, and why. */
@Path("/v1/accounts/{id}/undelivered")
@Produces(MediaType.APPLICATION_JSON)
public class UndeliveredResource {

  private static final int MOST = 1_000;

  private final Stores stores;
  private final StatusResource status;

  UndeliveredResource(Stores stores, StatusResource status) {
    this.stores = stores;
    this.status = status;
  }

  /**
   * A part of the list of an account that this process owns.
   *
   * @param after the contact key to go on behind; empty for the first ones
   * @param limit 1 to 1,000
   * @param reason of this one alone; empty for all
   * @param text what their keys have in them; empty for all
   */
  @GET
  @Blocking
  @UiProtected
  @AnsweredByOwner
  @Operation(
      summary = "Contacts that are not in M1 as the CRM wants them: why, since when, what next",
      description =
          "In the order of their keys; next is to be given as after. What waits for its call is"
              + " listed after a minute. The same as contact-sync.undelivered. reason is a code, q a"
              + " part of a key (this service logs no address; a proxy may): 100,000 contacts are looked at for one answer, which may have fewer"
              + " than limit though there are more; next says whether.")
  public UndeliveredView undelivered(
      @PathParam("id") String id,
      @QueryParam("after") @DefaultValue("") String after,
      @QueryParam("limit") @DefaultValue("100") int limit,
      @QueryParam("reason") @DefaultValue("") String reason,
      @QueryParam("q") @DefaultValue("") String text) {
    if (limit < 1 || limit > MOST) {
      throw Problem.of(400, "limit", "limit must be 1 to " + MOST).toException();
    }
    long total = status.queue(id).undelivered();
    AccountId account = new AccountId(id);
    return stores.<String, byte[], UndeliveredView>ask(
        SyncTopology.LEDGER,
        ledger -> {
          Found found =
              UndeliveredSearch.find(
                  ledger, account, new UndeliveredFilter(reason, text), after, limit);
          return new UndeliveredView(
              id, total, UndeliveredList.reasons(ledger, account), found.contacts(), found.next());
        });
  }
}
