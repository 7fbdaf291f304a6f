package io.m1bridge.contactsync.delete;

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

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  /** How long to wait before the group is listed again, the more often the longer. */
  static Duration pause(int round) {
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(round, 10));
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }
}
