package io.m1bridge.benchmarks.bare;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Answers a constant of the size of a token, as JSON, to whoever shows a good JWT. */
@Path("/")
@NonBlocking
public class BareEndpoint {

  private static final Constant CONSTANT =
      new Constant(
          "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
          "0123456789abcdef",
          "2030-01-01T00:00:00Z",
          1);

  /** As token-service's answer: as many fields, as long. */
  public record Constant(
      String accessToken, String fingerprint, String expiresAt, int incarnation) {}

  @POST
  @Path("v1/accounts/{id}/token")
  @Authenticated
  @Produces(MediaType.APPLICATION_JSON)
  public Constant constant(@PathParam("id") String id) {
    return CONSTANT;
  }

  @GET
  @Path("ready")
  @PermitAll
  @Produces(MediaType.TEXT_PLAIN)
  public String ready() {
    return "ready";
  }
}
