package io.m1bridge.edm.web;

import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;

/** The page: campaigns, what happened in them, how complete and how fresh that is. */
@Path("/")
public class CampaignsPage {

  private final CampaignList list;
  private final Template page;
  private final Clock clock;

  CampaignsPage(CampaignList list, @Location("campaigns.html") Template page, Clock clock) {
    this.list = list;
    this.page = page;
    this.clock = clock;
  }

  /**
   * Fifty campaigns of all replicas.
   *
   * @param text what the subject or the id has in it
   * @param sort as REST has it
   * @param order asc or desc
   * @param number of the page, from 1
   */
  @GET
  @Blocking
  @Produces(MediaType.TEXT_HTML)
  public TemplateInstance campaigns(
      @QueryParam("q") @DefaultValue("") String text,
      @QueryParam("sort") @DefaultValue("sent") String sort,
      @QueryParam("order") @DefaultValue("desc") String order,
      @QueryParam("page") @DefaultValue("1") int number,
      @Context HttpHeaders headers) {
    int shown = Math.max(1, Math.min(CampaignsView.MOST_PAGES, number));
    CampaignQuery query = CampaignQuery.of("", text, sort, order, CampaignsView.limit(shown));
    CampaignList.OfAll<AccountView> accounts = list.accounts(headers::getHeaderString);
    CampaignList.OfAll<CampaignView> found = list.campaigns(query, headers::getHeaderString);
    return page.data("missing", Math.max(accounts.missing(), found.missing()))
        .data("known", accounts.known())
        .data("view", CampaignsView.of(accounts.all(), query, found.all(), shown, clock.instant()));
  }
}
