package io.m1bridge.edm.web;

import io.m1bridge.owner.web.AnsweredByOwner;
import io.m1bridge.owner.web.Replicas;
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
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

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
              + " they need and have",
      description =
          "Of all replicas. Where some did not answer, the header M1bridge-Missing-Replicas says how"
              + " many: their accounts are missing.")
  @APIResponse(
      responseCode = "200",
      description = "The accounts by their ids",
      content =
          @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = AccountView.class)),
      headers =
          @Header(
              name = Replicas.MISSING,
              description = "Replicas that did not answer",
              schema = @Schema(type = SchemaType.INTEGER)))
  @APIResponse(
      responseCode = "503",
      description = "This replica does not know now which others there are")
  public Response accounts(@Context HttpHeaders headers) {
    return response(list.accounts(headers::getHeaderString));
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
              + " rows M1 counts that are not published. Of all replicas. Where some did not answer,"
              + " the header M1bridge-Missing-Replicas says how many: their accounts are missing.")
  @APIResponse(
      responseCode = "200",
      description = "The campaigns in the order that was asked for",
      content =
          @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = CampaignView.class)),
      headers =
          @Header(
              name = Replicas.MISSING,
              description = "Replicas that did not answer",
              schema = @Schema(type = SchemaType.INTEGER)))
  @APIResponse(
      responseCode = "503",
      description = "This replica does not know now which others there are")
  public Response campaigns(
      @QueryParam("account") @DefaultValue("") String account,
      @QueryParam("q") @DefaultValue("") String text,
      @QueryParam("sort") @DefaultValue("id") String sort,
      @QueryParam("order") @DefaultValue("desc") String order,
      @QueryParam("limit") @DefaultValue("10000") int limit,
      @Context HttpHeaders headers) {
    return response(
        list.campaigns(
            CampaignQuery.of(account, text, sort, order, limit), headers::getHeaderString));
  }

  private static Response response(CampaignList.OfAll<?> of) {
    return Replicas.ofAll(of.all(), of.missing(), of.known());
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
