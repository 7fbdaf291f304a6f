package io.m1bridge.token.brake.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.m1bridge.token.brake.BrakeAnswers;
import io.m1bridge.token.brake.BrakeCalls;
import io.m1bridge.token.brake.SharedBrake;
import io.m1bridge.token.secret.Keyset;
import io.m1bridge.token.secret.Keyset.UnreadableSecret;
import io.m1bridge.ui.problem.Problem;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Between replicas only: a question to the holder of the brake. */
@Path(BrakeCalls.PATH)
public class BrakeResource {

  private final BrakeAnswers answers;

  BrakeResource(SharedBrake brake, Keyset keyset, Clock clock) {
    this.answers = new BrakeAnswers(brake, keyset, clock);
  }

  /** 503 where this replica does not hold the brake (any more). */
  @POST
  @Consumes(MediaType.APPLICATION_OCTET_STREAM)
  @Produces(MediaType.APPLICATION_JSON)
  @Blocking
  @Operation(hidden = true)
  public Response answer(byte[] sealed) throws JsonProcessingException {
    try {
      Optional<byte[]> answer = answers.answer(sealed);
      return answer.isPresent()
          ? Response.ok(answer.get()).build()
          : Response.status(Response.Status.SERVICE_UNAVAILABLE).build();
    } catch (UnreadableSecret e) {
      throw Problem.of(403, "not-a-replica", "This is for replicas of this service").toException();
    }
  }
}
