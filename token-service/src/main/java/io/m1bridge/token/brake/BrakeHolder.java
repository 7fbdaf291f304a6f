package io.m1bridge.token.brake;

import io.m1bridge.token.log.Ownership;
import java.util.Optional;

/** The way to the replica that holds the brake. */
interface BrakeHolder {

  /** This replica's tenure, if it is the holder at this moment. */
  Optional<Ownership> here();

  /** Asks the holder, which is another replica; empty if there is no answer. */
  Optional<BrakeAnswer> ask(BrakeQuestion question);
}
