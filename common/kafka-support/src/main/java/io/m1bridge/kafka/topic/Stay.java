package io.m1bridge.kafka.topic;

import java.time.Duration;

/** How long what is to leave a topic stays on the brokers' disks. */
public sealed interface Stay {

  /**
   * At most so long: of a compacted topic since a tombstone was written for it, else since it was
   * written itself.
   */
  record AtMost(Duration time) implements Stay {}

  /**
   * Nobody can tell.
   *
   * @param why for people
   */
  record Open(String why) implements Stay {}
}
