package io.m1bridge.token.brake;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.m1bridge.token.replica.ReplicaSeal;
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

  private final SharedBrake brake;
  private final ReplicaSeal<BrakeQuestion> seal;

  BrakeResource(SharedBrake brake, Keyset keyset, Clock clock) {
    this.brake = brake;
    this.seal = BrakeCalls.seal(keyset, clock);
  }

  /** 503 where this replica does not hold the brake (any more). */
  @POST
  @Consumes(MediaType.APPLICATION_OCTET_STREAM)
  @Produces(MediaType.APPLICATION_JSON)
  @Blocking
  @Operation(hidden = true)
  public Response answer(byte[] sealed) throws JsonProcessingException {
    try {
      Optional<BrakeAnswer> answer = brake.answer(seal.open(sealed));
      return answer.isPresent()
          ? Response.ok(BrakeCalls.write(answer.get())).build()
          : Response.status(Response.Status.SERVICE_UNAVAILABLE).build();
    } catch (UnreadableSecret e) {
      throw Problem.of(403, "not-a-replica", "This is for replicas of this service").toException();
    }
  }
}
