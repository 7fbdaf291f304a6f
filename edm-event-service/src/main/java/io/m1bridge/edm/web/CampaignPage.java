package io.m1bridge.edm.web;

import io.m1bridge.contracts.CampaignStats;
import io.m1bridge.contracts.LinkStats;
import io.m1bridge.owner.web.AnsweredByOwner;
import io.m1bridge.owner.web.Caller;
import io.m1bridge.ui.signin.UiOperator;
import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** The page of one campaign: what happened since it was sent, and to how many. */
@Path("/ui/accounts/{id}/campaigns/{campaign}")
@Blocking
public class CampaignPage {

  private final CampaignsResource campaigns;
  private final Tables tables;
  private final Commands commands;
  private final Caller caller;
  private final Template page;
  private final Clock clock;

  CampaignPage(
      CampaignsResource campaigns,
      Tables tables,
      Commands commands,
      Caller caller,
      @Location("campaign.html") Template page,
      Clock clock) {
    this.campaigns = campaigns;
    this.tables = tables;
    this.commands = commands;
    this.caller = caller;
    this.page = page;
    this.clock = clock;
  }

  /**
   * Of an account that this process owns; its statistics may be another one's.
   *
   * @param sent not null if a button has just sent a command
   */
  @GET
  @AnsweredByOwner
  @Produces(MediaType.TEXT_HTML)
  @Operation(hidden = true)
  public TemplateInstance campaign(
      @PathParam("id") String id,
      @PathParam("campaign") long campaign,
      @QueryParam("sent") @Nullable String sent,
      @Context HttpHeaders headers,
      @Context HttpServerRequest request) {
    CampaignView view = campaigns.campaign(id, campaign);
    CampaignStats stats = tables.stats(id, campaign, headers::getHeaderString).orElse(null);
    LinkStats links = tables.links(id, campaign, headers::getHeaderString).orElse(null);
    return page.data("view", new CampaignDetail(view, stats, links, clock.instant()))
        .data("campaign", view)
        .data("operator", caller.isOperator(request))
        .data("sent", sent != null);
  }

  /** The button; back to the page. */
  @POST
  @UiOperator
  @Path("/poll-now")
  @Consumes({MediaType.APPLICATION_FORM_URLENCODED, MediaType.WILDCARD})
  @Operation(hidden = true)
  public Response pollNow(
      @PathParam("id") String id,
      @PathParam("campaign") long campaign,
      @Context HttpServerRequest request) {
    Commands.Asker who = new Commands.Asker(caller.name(request), request::getHeader);
    String account = commands.pollNow(id, campaign, who).command().account();
    return Response.status(303)
        .header(
            HttpHeaders.LOCATION,
            "/ui/accounts/" + account + "/campaigns/" + campaign + "?sent=poll-now")
        .build();
  }
}
