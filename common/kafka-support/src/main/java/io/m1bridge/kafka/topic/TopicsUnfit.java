package io.m1bridge.kafka.topic;

import java.util.List;

/**
 * Topics are missing or differ from what the service needs; the message names all of them and what
 * to do about each.
 */
public final class TopicsUnfit extends RuntimeException {

  private static final long serialVersionUID = 1L;

  TopicsUnfit(List<String> problems) {
    super("Topics do not fit:\n- " + String.join("\n- ", problems));
  }
}
