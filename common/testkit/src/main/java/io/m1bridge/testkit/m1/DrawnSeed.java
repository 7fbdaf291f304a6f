package io.m1bridge.testkit.m1;

import java.util.concurrent.ThreadLocalRandom;

/**
 * The seed of an M1 that is drawn anew at each run: it is printed, and {@code
 * -Dm1bridge.knobs.seed=N} draws that M1 again.
 */
public final class DrawnSeed {

  private static final String PROPERTY = "m1bridge.knobs.seed";
  private static final int SEEDS = 1_000_000;

  private DrawnSeed() {}

  /** The one that is set, or a new one. */
  public static long next() {
    long seed = Long.getLong(PROPERTY, ThreadLocalRandom.current().nextInt(SEEDS));
    System.out.println("M1 is drawn: -D" + PROPERTY + "=" + seed);
    return seed;
  }

  /** What {@code POST /_sim/draw} takes: an M1 whose oddities must not change the outcome. */
  public static String harmless(long seed) {
    return "{\"seed\": " + seed + ", \"most\": 8, \"harmless\": true}";
  }
}
