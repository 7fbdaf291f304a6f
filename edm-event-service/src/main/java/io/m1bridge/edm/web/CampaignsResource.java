package io.m1bridge.edm.web;

import io.m1bridge.ui.signin.UiProtected;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The campaigns of this process. */
@Path("/v1/campaigns")
@Produces(MediaType.APPLICATION_JSON)
@UiProtected
public class CampaignsResource {

  private final CampaignList list;

  CampaignsResource(CampaignList list) {
    this.list = list;
  }

  /** The newest first. */
  @GET
  @Operation(summary = "Campaigns with counts, completeness and poll times, the newest first")
  public List<CampaignView> campaigns() {
    return list.campaigns();
  }
}
