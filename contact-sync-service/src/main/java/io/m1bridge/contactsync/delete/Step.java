package io.m1bridge.contactsync.delete;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;

/** Where a delete job stands. Each step makes one call at a time and says what its end means. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Marking.class, name = "marking"),
  @JsonSubTypes.Type(value = Naming.class, name = "naming"),
  @JsonSubTypes.Type(value = Listing.class, name = "listing"),
  @JsonSubTypes.Type(value = Deleting.class, name = "deleting"),
  @JsonSubTypes.Type(value = Looking.class, name = "looking"),
  @JsonSubTypes.Type(value = Counting.class, name = "counting"),
  @JsonSubTypes.Type(value = Emptying.class, name = "emptying")
})
sealed interface Step permits Marking, Naming, Listing, Deleting, Looking, Counting, Emptying {

  /** The call that is due. */
  Due due(DeleteJob job);

  /** The job after its call ended. */
  DeleteJob on(DeleteJob job, DeleteEvent event, DeleteRules rules, Instant now);

  /** Whether a refused call is being bisected. */
  boolean bisects();

  /** An event that belongs to another step is a bug. */
  static IllegalStateException unexpected(Step step, DeleteEvent event) {
    return new IllegalStateException(
        step.getClass().getSimpleName() + " does not expect " + event.getClass().getSimpleName());
  }
}
