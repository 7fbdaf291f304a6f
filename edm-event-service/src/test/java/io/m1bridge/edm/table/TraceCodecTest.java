package io.m1bridge.edm.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m1bridge.contracts.MachineLikelihood.Reason;
import io.m1bridge.contracts.MachineLikelihood.Verdict;
import io.m1bridge.edm.machine.Moment;
import io.m1bridge.edm.machine.Trace;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TraceCodecTest {

  private static final Trace TRACE =
      new Trace(
          1_000L,
          null,
          List.of(
              new Moment(1, false, 2, 0, Verdict.HUMAN),
              new Moment(3, true, -4, 5, Verdict.CERTAIN)),
          Verdict.CERTAIN,
          Set.of(Reason.ALL_LINKS, Reason.GATEWAY),
          true);

  /** As it was first written: changelogs hold it. */
  private static final String OLD =
      "01020901"
          + "00000000000003e8"
          + "8000000000000000"
          + "00"
          + "0000000000000001"
          + "0000000000000002"
          + "0000000000000000"
          + "05"
          + "0000000000000003"
          + "fffffffffffffffc"
          + "0000000000000005";

  @Test
  void shouldReadWhatWasWrittenOnce() {
    assertThat(HexFormat.of().formatHex(TraceCodec.write(TRACE))).isEqualTo(OLD);
    assertThat(TraceCodec.read(HexFormat.of().parseHex(OLD))).isEqualTo(TRACE);
    assertThat(TraceCodec.read(TraceCodec.write(Trace.NONE))).isEqualTo(Trace.NONE);
  }

  @Test
  void shouldRefuseALaterFormat() {
    byte[] later = TraceCodec.write(TRACE);
    later[0]++;

    assertThatThrownBy(() -> TraceCodec.read(later)).hasMessageContaining("later version");
  }
}
