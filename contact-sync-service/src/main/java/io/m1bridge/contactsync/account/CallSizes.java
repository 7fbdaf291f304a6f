package io.m1bridge.contactsync.account;

import io.m1bridge.m1.M1Code;
import io.m1bridge.m1.M1Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * How much one call may carry, as far as M1 has shown that a call was too large. Bisecting alone
 * would find the same again with every full batch.
 *
 * <p>Servers that refuse a form for its size do not always say so: some answer with a page of their
 * own, some lose its parameters. Then a refused batch has no culprit, all its parts pass, and that
 * tells.
 *
 * <p>In memory: learned anew after a restart, at the price of a few calls.
 */
public final class CallSizes {

  /** Then whole batches are tried again: a single huge contact may have been the reason. */
  private static final Duration LASTS = Duration.ofHours(1);

  /** Calls whose size is remembered; the oldest is given up. */
  private static final int REMEMBERED = 64;

  private final Learned rows = new Learned();
  private final Learned bytes = new Learned();

  /** Bytes of calls, by their ids; of a part of a refused batch those of the whole batch. */
  private final Map<String, Integer> forms = Remembered.atMost(REMEMBERED);

  /** The most rows that are worth sending. */
  public int rows(Instant now) {
    return rows.most(now);
  }

  /** The most bytes of a form that are worth sending. */
  public int bytes(Instant now) {
    return bytes.most(now);
  }

  /** A call begins, with so many bytes in its form. */
  public void dispatched(String callId, int bytes) {
    forms.put(callId, bytes);
  }

  /** An add or edit with so many rows ended so. */
  public void answered(String callId, int sent, M1Outcome<?> outcome, Instant now) {
    Integer form = forms.get(callId);
    if (outcome instanceof M1Outcome.TooLarge<?> && form != null) {
      bytes.tooMuch(form, now);
    } else {
      answered(sent, outcome, now);
    }
  }

  /** A call with so many rows ended so: M1 may have said that it was too large. */
  public void answered(int sent, M1Outcome<?> outcome, Instant now) {
    boolean tooLarge =
        outcome instanceof M1Outcome.TooLarge<?>
            || (outcome instanceof M1Outcome.Refused<?> refused
                && refused.code().equals(M1Code.TOO_MANY_ROWS));
    if (tooLarge) {
      rows.tooMuch(sent, now);
    }
  }

  /** The first part of a refused batch passed by this call: the culprit is in what is left. */
  public void passed(String part, String callId) {
    Integer batch = forms.remove(part);
    if (batch != null) {
      forms.put(callId, batch);
    }
  }

  /** The last part of a refused batch passed: nobody was the culprit, its form was too large. */
  public void allPassed(String part, Instant now) {
    Integer batch = forms.remove(part);
    if (batch != null) {
      bytes.tooMuch(batch, now);
    }
  }

  /** A bound that is forgotten after a while. */
  private static final class Learned {

    private int most = Integer.MAX_VALUE;
    private Instant until = Instant.EPOCH;

    int most(Instant now) {
      if (!now.isBefore(until)) {
        most = Integer.MAX_VALUE;
      }
      return most;
    }

    /** Half of it may pass. */
    void tooMuch(int sent, Instant now) {
      most = Math.min(most(now), Math.max(1, sent / 2));
      until = now.plus(LASTS);
    }
  }
}
