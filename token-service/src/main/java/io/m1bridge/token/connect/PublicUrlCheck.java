package io.m1bridge.token.connect;

import io.m1bridge.production.Finding;
import io.m1bridge.production.PlainHttp;
import io.m1bridge.production.ProductionCheck;
import java.net.URI;
import java.util.List;

/** Whether codes and sign-ins cross the network readable on their way to the browser. */
public final class PublicUrlCheck implements ProductionCheck {

  private final URI publicUrl;

  /**
   * @param publicUrl of this service as a browser sees it
   */
  public PublicUrlCheck(URI publicUrl) {
    this.publicUrl = publicUrl;
  }

  @Override
  public List<Finding> findings() {
    return PlainHttp.leavesThisMachine(publicUrl)
        ? List.of(
            Finding.severe(
                "m1bridge.token.public-url",
                "browsers reach this service over plain http: everyone on the way can read M1's"
                    + " codes and the sign-in",
                "Put https in front, and name that address"))
        : List.of();
  }
}
