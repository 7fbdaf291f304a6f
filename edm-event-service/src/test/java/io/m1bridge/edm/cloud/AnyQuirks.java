package io.m1bridge.edm.cloud;

import io.m1bridge.edm.cloud.Quirks.Beyond;
import io.m1bridge.edm.cloud.Quirks.Count;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** M1s as property tests draw them. */
public final class AnyQuirks {

  private AnyQuirks() {}

  /** Pages of 2 to 9 rows, however deep; all else is odd in any way. */
  public static Arbitrary<Quirks> ofShortPages() {
    return Combinators.combine(
            Arbitraries.integers().between(2, 9),
            Arbitraries.of(Count.class),
            Arbitraries.of(true, true, false),
            Arbitraries.of(true, true, false))
        .as(
            (cap, count, window, countWindow) ->
                new Quirks(
                    cap, count, window, countWindow, Integer.MAX_VALUE, Beyond.REFUSED, true));
  }
}
