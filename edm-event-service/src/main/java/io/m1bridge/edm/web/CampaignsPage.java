package io.m1bridge.edm.web;

import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** The page: campaigns, what happened in them, how complete that is. */
@Path("/")
public class CampaignsPage {

  private final CampaignList list;
  private final Template page;

  CampaignsPage(CampaignList list, @Location("campaigns.html") Template page) {
    this.list = list;
    this.page = page;
  }

  /** All campaigns of this process. */
  @GET
  @Produces(MediaType.TEXT_HTML)
  public TemplateInstance campaigns() {
    return page.data("status", list.status())
        .data("accounts", list.accounts())
        .data("campaigns", list.campaigns());
  }
}
