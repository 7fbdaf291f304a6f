package io.m1bridge.edm.poll;

import java.time.Instant;

/**
 * What M1's lists of single contacts told of a campaign.
 *
 * @param rows that were compared, all together
 * @param missing rows among them that were not known then
 * @param at of the last comparison
 */
public record Witnessed(long rows, long missing, Instant at) {

  /** With those of another contact. */
  Witnessed plus(Witnessed other) {
    return new Witnessed(rows + other.rows, missing + other.missing, other.at);
  }
}
