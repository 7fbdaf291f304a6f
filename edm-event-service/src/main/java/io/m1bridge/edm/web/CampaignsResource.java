package io.m1bridge.edm.web;

import io.m1bridge.contracts.CampaignStats;
import io.m1bridge.contracts.LinkStats;
import io.m1bridge.edm.table.CampaignTables;
import io.m1bridge.ui.problem.Problem;
import io.m1bridge.ui.signin.UiProtected;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The campaigns of this process. */
@Path("/v1/campaigns")
@Produces(MediaType.APPLICATION_JSON)
@UiProtected
public class CampaignsResource {

  private final CampaignList list;
  private final CampaignTables tables;

  CampaignsResource(CampaignList list, CampaignTables tables) {
    this.list = list;
    this.tables = tables;
  }

  /** The newest first. */
  @GET
  @Operation(summary = "Campaigns with counts, completeness and poll times, the newest first")
  public List<CampaignView> campaigns() {
    return list.campaigns();
  }

  /** One of them, with what its events add up to. */
  @GET
  @Path("{account}/{campaignId}")
  @Operation(summary = "One campaign: statistics with and without machines, and its links")
  public CampaignDetail campaign(
      @PathParam("account") String account, @PathParam("campaignId") long campaignId) {
    Optional<CampaignView> campaign = list.campaign(account, campaignId);
    Optional<CampaignStats> stats;
    Optional<LinkStats> links;
    try {
      stats = tables.stats(account, campaignId);
      links = tables.links(account, campaignId);
    } catch (InvalidStateStoreException e) {
      throw Problem.of(503, "stores-moving", "The tables are being moved or restored")
          .withAdvice("Ask again in a few seconds")
          .toException();
    }
    if (campaign.isEmpty() && stats.isEmpty()) {
      throw Problem.of(404, "campaign-not-here", "This process knows no such campaign")
          .withAdvice("With several replicas ask each one")
          .toException();
    }
    return new CampaignDetail(campaign.orElse(null), stats.orElse(null), links.orElse(null));
  }
}
