package io.m1bridge.edm.machine;

import java.util.List;

/**
 * Where traces are kept, and for which recipients an address counts as a gateway. A mailing is
 * {@code account/campaign}.
 */
public interface Traces {

  /** {@link Trace#NONE} if there is none. */
  Trace trace(String mailing, String recipient);

  void save(String mailing, String recipient, Trace trace);

  /** For how many recipients it counts. */
  int count(String mailing, Gateway gateway);

  /** Counts it for one more recipient; once. */
  void join(String mailing, Gateway gateway, String recipient);

  /** Counts it for a recipient no more, if it did: with other settings it may not have. */
  void leave(String mailing, Gateway gateway, String recipient);

  /** All recipients for whom it counts. */
  List<String> members(String mailing, Gateway gateway);
}
