package io.m1bridge.simulator.web;

import io.m1bridge.simulator.call.M1Cloud;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** A page for people who find the simulator in their browser. */
@Path("/")
@Blocking
public class HomeResource {
  private final M1Cloud cloud;

  HomeResource(M1Cloud cloud) {
    this.cloud = cloud;
  }

  /** Pages. */
  @CheckedTemplate
  static class Templates {
    private Templates() {}

    static native TemplateInstance home(List<AccountInfo> accounts);
  }

  /** What this is, and what is in it. */
  @GET
  @Produces(MediaType.TEXT_HTML)
  public TemplateInstance home() {
    return Templates.home(cloud.accounts().all().stream().map(AccountInfo::of).toList());
  }
}
