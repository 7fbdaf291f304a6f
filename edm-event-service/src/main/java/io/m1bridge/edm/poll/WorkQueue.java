package io.m1bridge.edm.poll;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which of an account's due work comes next. The one whose call brings most, so that a fresh
 * campaign does not wait behind a thousand old ones; yet of three calls one is for what has waited
 * as long as it may, so that the old ones are read too; or else for what people ordered beside
 * that.
 */
final class WorkQueue {

  private static final int OVERDUE_SHARE = 3;

  private int sinceOverdue;

  /** What is due, in the order in which it was given. */
  static List<Work> due(Collection<? extends Work> works, Instant now) {
    List<Work> due = new ArrayList<>();
    for (Work work : works) {
      if (work.dueAt().filter(at -> !at.isAfter(now)).isPresent()) {
        due.add(work);
      }
    }
    return due;
  }

  /**
   * @param due not empty
   */
  Work next(List<Work> due, Instant now) {
    sinceOverdue++;
    if (sinceOverdue >= OVERDUE_SHARE) {
      Optional<Work> overdue =
          due.stream()
              .filter(work -> work.overdue(now))
              .min(
                  Comparator.comparing((Work work) -> work.gain(now) <= 0)
                      .thenComparing(work -> work.dueAt().orElseThrow()));
      if (overdue.isPresent()) {
        sinceOverdue = 0;
        return overdue.get();
      }
    }
    Work best = due.get(0);
    double most = best.gain(now);
    for (Work work : due) {
      double gain = work.gain(now);
      if (gain > most) {
        best = work;
        most = gain;
      }
    }
    return best;
  }
}
