package io.m1bridge.edm.web;

import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** The page: campaigns, what happened in them, how complete that is. */
@Path("/")
public class CampaignsPage {

  private final CampaignList list;
  private final Template page;

  CampaignsPage(CampaignList list, @Location("campaigns.html") Template page) {
    this.list = list;
    this.page = page;
  }

  /** All campaigns of all replicas. */
  @GET
  @Blocking
  @Produces(MediaType.TEXT_HTML)
  public TemplateInstance campaigns(@Context HttpHeaders headers) {
    CampaignQuery query =
        new CampaignQuery("", "", CampaignQuery.Sort.ID, true, CampaignQuery.MOST);
    List<AccountView> accounts = list.accounts(headers::getHeaderString);
    return page.data("totals", Totals.of(accounts))
        .data("accounts", accounts)
        .data("campaigns", list.campaigns(query, headers::getHeaderString));
  }
}
