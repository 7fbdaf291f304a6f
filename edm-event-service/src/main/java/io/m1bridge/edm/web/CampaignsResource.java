package io.m1bridge.edm.web;

import io.m1bridge.owner.web.AnsweredByOwner;
import io.m1bridge.ui.problem.Problem;
import io.m1bridge.ui.signin.UiProtected;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Accounts and campaigns; any replica answers for all of them. */
@Path("/v1")
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
@Blocking
@UiProtected
public class CampaignsResource {

  private final CampaignList list;

  CampaignsResource(CampaignList list) {
    this.list = list;
  }

  /** The accounts of all replicas. */
  @GET
  @Path("/accounts")
  @Operation(
      summary =
          "Accounts with sums over their campaigns, what is wrong with them, and the calls that"
              + " they need and have")
  public List<AccountView> accounts(@Context HttpHeaders headers) {
    return list.accounts(headers::getHeaderString);
  }

  /**
   * Campaigns of all replicas.
   *
   * @param account of this one alone; empty for all
   * @param text what the subject or the id has in it; empty for all
   * @param sort id, subject, sent, opened, clicked, bounced, missing or delay
   * @param order asc or desc; what is not known comes last
   * @param limit 1 to 10,000
   */
  @GET
  @Path("/campaigns")
  @Operation(
      summary = "Campaigns with counts, completeness and poll times, the newest first",
      description =
          "delay sorts by how long ago the campaign was last found complete, missing by how many"
              + " rows M1 counts that are not published. Accounts whose replica does not answer are"
              + " left out.")
  public List<CampaignView> campaigns(
      @QueryParam("account") @DefaultValue("") String account,
      @QueryParam("q") @DefaultValue("") String text,
      @QueryParam("sort") @DefaultValue("id") String sort,
      @QueryParam("order") @DefaultValue("desc") String order,
      @QueryParam("limit") @DefaultValue("10000") int limit,
      @Context HttpHeaders headers) {
    return list.campaigns(
        CampaignQuery.of(account, text, sort, order, limit), headers::getHeaderString);
  }

  /** One campaign of an account that this process owns. */
  @GET
  @AnsweredByOwner
  @Path("/accounts/{id}/campaigns/{campaign}")
  @Operation(summary = "One campaign with counts, completeness and poll times")
  public CampaignView campaign(@PathParam("id") String id, @PathParam("campaign") long campaign) {
    return list.campaign(id, campaign)
        .orElseThrow(
            () ->
                Problem.of(404, "campaign-not-here", "This process knows no such campaign")
                    .withAdvice(
                        "Check its account and id, or wait until M1 has listed it; of several"
                            + " replicas each needs m1bridge.streams.application-server")
                    .toException());
  }
}
