package io.m1bridge.contactsync.dryrun;

import java.util.ArrayList;
import java.util.List;

/**
 * Calls that are on their way at once, a step of a delete job among them: who goes along with one
 * cannot go along with another, and what comes of them is seen when all have ended.
 */
final class Wave {

  private final int most;
  private final List<Runnable> answers = new ArrayList<>();
  private Runnable endOfJob = () -> {};
  private int stepsOfJob;

  /**
   * @param most calls at once, at least 1
   */
  Wave(int most) {
    this.most = most;
  }

  boolean isFull() {
    return answers.size() + (stepsOfJob > 0 ? 1 : 0) >= most;
  }

  /** Whether no call is on its way, and no delete job either. */
  boolean isEmpty() {
    return answers.isEmpty() && stepsOfJob == 0;
  }

  /** Whether a delete job is under way: another one waits for its end. */
  boolean hasJob() {
    return stepsOfJob > 0;
  }

  /** A call begins. */
  void call(Runnable answer) {
    answers.add(answer);
  }

  /** A delete job begins, which makes so many calls one after the other. */
  void job(int calls, Runnable end) {
    stepsOfJob = calls;
    endOfJob = end;
  }

  /** All calls end. */
  void land() {
    List<Runnable> ended = List.copyOf(answers);
    answers.clear();
    ended.forEach(Runnable::run);
    if (stepsOfJob > 0 && --stepsOfJob == 0) {
      endOfJob.run();
    }
  }
}
