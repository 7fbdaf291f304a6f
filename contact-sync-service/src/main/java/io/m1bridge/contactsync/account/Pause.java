package io.m1bridge.contactsync.account;

import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import io.m1bridge.m1.AccountId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Until when an account's calls wait, and for what. Each trouble is logged once. */
final class Pause {

  private static final Logger LOG = LoggerFactory.getLogger(Pause.class);
  private static final Duration LONGEST = Duration.ofHours(1);

  private final AccountId id;
  private Instant until = Instant.EPOCH;
  private @Nullable Trouble trouble;

  Pause(AccountId id) {
    this.id = id;
  }

  Instant until() {
    return until;
  }

  @Nullable Trouble trouble() {
    return trouble;
  }

  /** Calls wait so long, an hour at most, and no shorter than they do already. */
  void begin(Trouble what, Duration wait, Instant now) {
    Instant end = now.plus(wait.compareTo(LONGEST) < 0 ? wait : LONGEST);
    if (end.isAfter(until)) {
      until = end;
    }
    if (!what.equals(trouble)) {
      LogLine.warn(LOG)
          .with(LogKey.ACCOUNT_ID, id)
          .with(LogKey.REASON, what.words())
          .say("Calls wait: something is wrong");
      trouble = what;
    }
  }

  /** Calls wait until then, whatever was said before. */
  void until(Instant end) {
    until = end;
  }

  /**
   * M1 answers again.
   *
   * @param left what is wrong all the same; null if nothing is
   */
  void over(@Nullable Trouble left) {
    if (trouble != null && left == null) {
      LogLine.info(LOG).with(LogKey.ACCOUNT_ID, id).say("M1 answers again");
    }
    trouble = left;
  }
}
