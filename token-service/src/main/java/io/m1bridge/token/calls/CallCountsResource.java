package io.m1bridge.token.calls;

import io.m1bridge.m1.AccountId;
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
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Between replicas only: what this one has counted for the accounts that it owns. */
@Path(CallCounts.PATH)
public class CallCountsResource {

  private final CallCounts counts;
  private final ReplicaSeal<CallCounts.Question> seal;

  CallCountsResource(CallCounts counts, Keyset keyset, Clock clock) {
    this.counts = counts;
    this.seal = CallCounts.seal(keyset, clock);
  }

  @POST
  @Consumes(MediaType.APPLICATION_OCTET_STREAM)
  @Produces(MediaType.APPLICATION_JSON)
  @Blocking
  @Operation(hidden = true)
  public Map<String, CallHour> tell(byte[] sealed) {
    try {
      Map<String, CallHour> known = new HashMap<>();
      for (String id : seal.open(sealed).accounts()) {
        counts.here(new AccountId(id)).ifPresent(hour -> known.put(id, hour));
      }
      return known;
    } catch (UnreadableSecret e) {
      throw Problem.of(403, "not-a-replica", "This is for replicas of this service").toException();
    }
  }
}
