package io.m1bridge.edm.table;

import io.m1bridge.contracts.MachineLikelihood.Reason;
import io.m1bridge.contracts.MachineLikelihood.Verdict;
import io.m1bridge.edm.machine.Moment;
import io.m1bridge.edm.machine.Trace;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A trace in few bytes, for there is one for each recipient and campaign with an open or a click:
 * 20, and 25 for each of these. The changelog carries the format: it stands as long as {@link
 * TablesTopology#APPLICATION}.
 */
final class TraceCodec {

  private static final byte VERSION = 1;
  private static final int HEAD = 4 + 2 * Long.BYTES;
  private static final int MOMENT = 1 + 3 * Long.BYTES;
  private static final int CLICK = 1;

  private TraceCodec() {}

  static byte[] write(Trace trace) {
    ByteBuffer bytes = ByteBuffer.allocate(HEAD + trace.moments().size() * MOMENT);
    bytes.put(VERSION);
    bytes.put((byte) trace.verdict().ordinal());
    bytes.put((byte) bits(trace.reasons()));
    bytes.put((byte) (trace.told() ? 1 : 0));
    bytes.putLong(orNone(trace.campaignSentAt()));
    bytes.putLong(orNone(trace.sentAt()));
    for (Moment moment : trace.moments()) {
      bytes.put((byte) (moment.mark().ordinal() << 1 | (moment.click() ? CLICK : 0)));
      bytes.putLong(moment.at());
      bytes.putLong(moment.address());
      bytes.putLong(moment.link());
    }
    return bytes.array();
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalStateException if it is of a later version of the service
   */
  static Trace read(byte[] value) {
    ByteBuffer bytes = ByteBuffer.wrap(value);
    byte version = bytes.get();
    if (version != VERSION) {
      throw new IllegalStateException(
          "A trace of version " + version + ": it is of a later version of edm-event-service");
    }
    Verdict verdict = Verdict.values()[bytes.get()];
    Set<Reason> reasons = reasons(bytes.get());
    boolean told = bytes.get() != 0;
    Long campaignSentAt = orNull(bytes.getLong());
    Long sentAt = orNull(bytes.getLong());
    List<Moment> moments = new ArrayList<>();
    while (bytes.hasRemaining()) {
      int kind = bytes.get();
      moments.add(
          new Moment(
              bytes.getLong(),
              (kind & CLICK) != 0,
              bytes.getLong(),
              bytes.getLong(),
              Verdict.values()[kind >> 1]));
    }
    return new Trace(campaignSentAt, sentAt, moments, verdict, reasons, told);
  }

  private static int bits(Set<Reason> reasons) {
    int bits = 0;
    for (Reason reason : reasons) {
      bits |= 1 << reason.ordinal();
    }
    return bits;
  }

  private static Set<Reason> reasons(int bits) {
    Set<Reason> reasons = EnumSet.noneOf(Reason.class);
    for (Reason reason : Reason.values()) {
      if ((bits & 1 << reason.ordinal()) != 0) {
        reasons.add(reason);
      }
    }
    return reasons;
  }

  private static long orNone(@Nullable Long millis) {
    return millis == null ? Long.MIN_VALUE : millis;
  }

  private static @Nullable Long orNull(long millis) {
    return millis == Long.MIN_VALUE ? null : Long.valueOf(millis);
  }
}
