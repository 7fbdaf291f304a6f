package io.m1bridge.edm.web;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Numbers only, so that a script can follow the progress without signing in. */
@Path("/v1/status")
@Produces(MediaType.APPLICATION_JSON)
public class StatusResource {

  private final CampaignList list;

  StatusResource(CampaignList list) {
    this.list = list;
  }

  /** Sums over the campaigns of this process. */
  @GET
  @Operation(summary = "Rows published and rows at M1, summed over the campaigns of this process")
  public Status status() {
    return list.status();
  }
}
