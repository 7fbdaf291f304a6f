package io.m1bridge.simulator.call;

import io.m1bridge.simulator.fault.FaultSpec;
import io.m1bridge.simulator.protocol.HttpReply;
import java.util.Arrays;

/** What faults do to answers. */
final class Spoiling {
  private Spoiling() {}

  static HttpReply status(FaultSpec fault) {
    int status = fault.statusOrDefault();
    return HttpReply.html(status, "<html><body><h1>" + status + "</h1></body></html>");
  }

  /** For faults that leave the effect alone. */
  static HttpReply after(FaultSpec fault, HttpReply reply) {
    if (!(reply instanceof HttpReply.Whole whole)) {
      return reply;
    }
    return switch (fault.kind()) {
      case RESET_AFTER -> new HttpReply.Reset();
      case STATUS_AFTER -> status(fault);
      case TRUNCATED -> new HttpReply.Truncated(whole.status(), whole.contentType(), whole.body());
      case MALFORMED ->
          new HttpReply.Whole(
              whole.status(),
              whole.contentType(),
              Arrays.copyOf(whole.body(), whole.body().length / 2));
      case DELAY, STATUS, REFUSE, RESET_BEFORE -> reply;
    };
  }
}
