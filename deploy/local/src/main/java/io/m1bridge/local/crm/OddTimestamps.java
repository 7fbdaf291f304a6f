package io.m1bridge.local.crm;

import java.util.Random;

/** Record timestamps that no clock would give. */
enum OddTimestamps {
  /** What Kafka calls "no timestamp", which some clients send. */
  NONE(-1),
  EPOCH(0),
  OF_2000(946_684_800_000L),
  /** Microseconds taken for milliseconds: the year 58,000. */
  OF_58000(1_768_212_000_000_000L);

  private final long epochMillis;

  OddTimestamps(long epochMillis) {
    this.epochMillis = epochMillis;
  }

  long epochMillis() {
    return epochMillis;
  }

  static OddTimestamps draw(Random random) {
    return values()[random.nextInt(values().length)];
  }
}
