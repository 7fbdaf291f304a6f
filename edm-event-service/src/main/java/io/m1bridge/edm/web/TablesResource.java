package io.m1bridge.edm.web;

import io.m1bridge.contracts.CampaignStats;
import io.m1bridge.contracts.LinkStats;
import io.m1bridge.owner.web.Question;
import io.m1bridge.ui.problem.Problem;
import io.m1bridge.ui.signin.UiProtected;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** The derived tables, for questions about one campaign or recipient. */
@Path("/v1")
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
@Blocking
@UiProtected
public class TablesResource {

  private final Tables tables;

  TablesResource(Tables tables) {
    this.tables = tables;
  }

  /** Statistics of a campaign. */
  @GET
  @Path("/accounts/{id}/campaigns/{campaign}/stats")
  @Operation(summary = "Statistics of a campaign, as on edm.campaign-stats")
  @APIResponse(
      responseCode = "200",
      description = "As far as the events are read",
      content = @Content(schema = @Schema(implementation = CampaignStats.class)))
  @APIResponse(responseCode = "404", description = "No events of it so far")
  @APIResponse(responseCode = "409", description = "The tables are switched off")
  @APIResponse(responseCode = "503", description = "The table is being moved")
  public Response stats(
      @PathParam("id") String id,
      @PathParam("campaign") long campaign,
      @Context UriInfo uri,
      @Context HttpHeaders headers) {
    return tables.stats(id, campaign, Question.get(uri, headers));
  }

  /** Links of a campaign. */
  @GET
  @Path("/accounts/{id}/campaigns/{campaign}/links")
  @Operation(summary = "Clicks per link of a campaign, as on edm.link-stats")
  @APIResponse(
      responseCode = "200",
      description = "As far as the events are read",
      content = @Content(schema = @Schema(implementation = LinkStats.class)))
  @APIResponse(responseCode = "404", description = "No clicks in it so far")
  @APIResponse(responseCode = "409", description = "The tables are switched off")
  @APIResponse(responseCode = "503", description = "The table is being moved")
  public Response links(
      @PathParam("id") String id,
      @PathParam("campaign") long campaign,
      @Context UriInfo uri,
      @Context HttpHeaders headers) {
    return tables.links(id, campaign, Question.get(uri, headers));
  }

  /** A recipient's history and suppression. */
  @GET
  @Path("/accounts/{id}/recipients/{recipient: .+}")
  @Operation(
      summary = "What a recipient did, and whether and why not to mail them",
      description =
          "As on edm.contact-engagement and edm.suppressions, by the rules as they are set now. The"
              + " address may be in any form.")
  @APIResponse(
      responseCode = "200",
      description = "As far as the events are read",
      content = @Content(schema = @Schema(implementation = RecipientView.class)))
  @APIResponse(responseCode = "404", description = "They did nothing so far, and nothing bounced")
  @APIResponse(responseCode = "409", description = "The tables are switched off")
  @APIResponse(responseCode = "503", description = "The table is being moved")
  public Response recipient(
      @PathParam("id") String id,
      @PathParam("recipient") String recipient,
      @Context UriInfo uri,
      @Context HttpHeaders headers) {
    return tables.recipient(id, recipient, Question.get(uri, headers));
  }
}
