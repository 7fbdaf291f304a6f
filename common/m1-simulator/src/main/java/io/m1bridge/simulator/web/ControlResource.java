package io.m1bridge.simulator.web;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.simulator.behaviour.Behaviour;
import io.m1bridge.simulator.call.M1Cloud;
import io.m1bridge.simulator.fault.FaultPlan;
import io.m1bridge.simulator.fault.FaultSpec;
import io.m1bridge.simulator.random.RandomKnobs;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The control API for what concerns no single account. */
@Path("/_sim")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ControlResource {
  private final M1Cloud cloud;
  private final CloudProducer producer;

  ControlResource(M1Cloud cloud, CloudProducer producer) {
    this.cloud = cloud;
    this.producer = producer;
  }

  /**
   * The time in M1.
   *
   * @param now M1's time
   * @param scale seconds in M1 per second of the system's clock
   */
  public record Time(Instant now, double scale) {}

  /** How fast time is to pass. */
  public record Scale(double scale) {}

  /** Puts the clock forward. */
  public record Advance(Duration by) {}

  /** Back to the state in which the process started. */
  @POST
  @Path("/reset")
  @Consumes(MediaType.WILDCARD)
  public void reset() {
    producer.boot(cloud);
  }

  /** All knobs. */
  @GET
  @Path("/behaviour")
  public Behaviour behaviour() {
    return cloud.knobs().get();
  }

  /** Turns the knobs that are named. */
  @PATCH
  @Path("/behaviour")
  public Behaviour behaviour(JsonNode patch) {
    return cloud.knobs().patch(patch);
  }

  /** Draws knobs and faults from a seed and turns them on; the answer is what to replay. */
  @POST
  @Path("/draw")
  public RandomKnobs.Drawn draw(RandomKnobs.Asked asked) {
    RandomKnobs.Drawn drawn = RandomKnobs.draw(asked);
    cloud.knobs().patch(drawn.behaviour());
    drawn.faults().forEach(cloud.faults()::add);
    return drawn;
  }

  /** Plans a fault. */
  @POST
  @Path("/faults")
  public FaultPlan.Planned fault(FaultSpec spec) {
    return cloud.faults().add(spec);
  }

  /** Faults to come and faults gone by. */
  @GET
  @Path("/faults")
  public List<FaultPlan.Planned> faults() {
    return cloud.faults().list();
  }

  /** Forgets all faults. */
  @DELETE
  @Path("/faults")
  public void deleteFaults() {
    cloud.faults().clear();
  }

  /** Forgets one fault. */
  @DELETE
  @Path("/faults/{id}")
  public void deleteFault(long id) {
    if (!cloud.faults().remove(id)) {
      throw new NotFoundException("no such fault");
    }
  }

  /** The time in M1. */
  @GET
  @Path("/clock")
  public Time clock() {
    return new Time(cloud.clock().instant(), cloud.clock().scale());
  }

  /** Lets time pass faster or slower: for everything, the hour of the call limit included. */
  @PUT
  @Path("/clock")
  public Time scale(Scale scale) {
    cloud.clock().scale(scale.scale());
    return clock();
  }

  /** Puts the clock forward: tokens age, rows show, hours pass. */
  @POST
  @Path("/clock/advance")
  public Time advance(Advance advance) {
    cloud.clock().advance(advance.by());
    return clock();
  }
}
