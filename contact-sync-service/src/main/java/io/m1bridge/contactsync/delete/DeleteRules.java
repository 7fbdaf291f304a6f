package io.m1bridge.contactsync.delete;

import io.m1bridge.m1.Backoff;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * What a delete job goes by.
 *
 * @param patience how long after its last progress a job lists again before what is left ends as
 *     rejected
 * @param canonical the form in which addresses are compared: M1 gives them back trimmed or in
 *     another case; takes any text
 * @param stays whether a member must not be deleted although M1 shows it: its address belongs to
 *     another contact
 */
record DeleteRules(Duration patience, UnaryOperator<String> canonical, Predicate<Member> stays) {

  private static final Backoff PAUSES = new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(1));

  /** Whether two addresses are one. */
  boolean isSameAddress(String one, String other) {
    return canonical.apply(one).equals(canonical.apply(other));
  }

  /** How long to wait before the group is listed again, the more often the longer. */
  static Duration pause(int round) {
    return PAUSES.after(round + 1);
  }
}
