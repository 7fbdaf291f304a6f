package io.m1bridge.contactsync.delete;

import io.m1bridge.contactsync.account.AccountWork;
import io.m1bridge.contactsync.account.Remembered;
import io.m1bridge.contactsync.account.Writes;
import io.m1bridge.contactsync.call.Intent;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How often M1 failed on a job's call, or said no to it and not why, and who is to blame. A call
 * for several is divided, which costs nobody anything; one for a single contact speaks against it
 * only where another write of the kind passes in between, again and again.
 *
 * <p>In memory: counted anew after a restart.
 *
 * <p>Why: {@code docs/rationale.md#only-a-write-that-passes-blames-another}.
 */
final class JobFailures {

  /** A call is only taken for refused while others pass. */
  private static final Duration OTHERS_PASS = Duration.ofMinutes(1);

  /** Refusals of a single contact, with a write that passed before each, that are no accident. */
  private static final int ENOUGH = 2;

  /** Single contacts that are remembered; the oldest is given up. */
  private static final int REMEMBERED = 10_000;

  private final int untilSplit;
  private final Map<String, Integer> times = new HashMap<>();

  private final Map<String, Doubt> singles = Remembered.atMost(REMEMBERED);

  JobFailures(int untilSplit) {
    this.untilSplit = untilSplit;
  }

  /**
   * What there is against a single contact.
   *
   * @param refusals those that count
   * @param since a write has to pass after this for the next one to count
   */
  private record Doubt(int refusals, Instant since) {}

  /** What follows from a failure. */
  enum Verdict {
    /** The same again. */
    AGAIN,
    /** It is taken for a refusal. */
    REFUSED,
    /** Others first: nothing was proven. */
    UNDECIDED
  }

  /** The job's due call failed, once more. */
  Verdict failed(AccountWork account, DeleteJob job, Instant now) {
    int count = times.merge(job.id(), 1, Integer::sum);
    Due due = job.due();
    Optional<String> single = single(job, due);
    if (single.isEmpty()) {
      boolean often = count >= untilSplit && account.acceptedSince(now.minus(OTHERS_PASS));
      return often ? decided(job, Verdict.REFUSED) : Verdict.AGAIN;
    }
    Intent.Kind kind = DueCall.kind(due);
    Doubt before = singles.get(single.get());
    Doubt after = before == null ? new Doubt(0, now) : before;
    if (before != null && account.writes().acceptedSince(kind, before.since())) {
      after = new Doubt(before.refusals() + 1, now);
    }
    singles.put(single.get(), after);
    if (count < untilSplit) {
      return Verdict.AGAIN;
    }
    boolean hopeless =
        account.writes().isHopeless(kind, now)
            && account.acceptedSince(now.minus(Writes.READS_PASS));
    if (after.refusals() >= ENOUGH || hopeless) {
      account.blamed(kind);
      return decided(job, Verdict.REFUSED);
    }
    return decided(job, Verdict.UNDECIDED);
  }

  /** Whether the job's due call failed again and again, whatever others did. */
  boolean isRepeated(DeleteJob job) {
    return times.getOrDefault(job.id(), 0) >= untilSplit;
  }

  /** The job's next call is counted anew. */
  private Verdict decided(DeleteJob job, Verdict verdict) {
    times.remove(job.id());
    return verdict;
  }

  /** The job's due call is over: the next one is counted anew. */
  void over(DeleteJob job) {
    times.remove(job.id());
    single(job, job.due()).ifPresent(singles::remove);
  }

  /** The one contact that a call which writes is for; empty if it is for several. */
  private static Optional<String> single(DeleteJob job, Due due) {
    if (due instanceof Due.Mark mark && mark.rows() == 1) {
      Member member = mark.members().get(0);
      return Optional.of(job.account() + "/" + member.key() + "/" + member.email());
    }
    return due instanceof Due.Delete delete && delete.rows() == 1
        ? Optional.of(job.account() + "/" + delete.ids().get(0))
        : Optional.empty();
  }
}
