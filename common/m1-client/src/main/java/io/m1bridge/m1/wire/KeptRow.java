package io.m1bridge.m1.wire;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.m1.M1Answers.EngagementRow;
import java.util.Optional;

/**
 * A row of M1 that was kept as JSON because it could not be used: what an earlier version could not
 * read may be readable by now.
 */
public final class KeptRow {

  private KeptRow() {}

  /**
   * Reads an engagement row, as one that M1 lists now is read.
   *
   * @param campaignId the campaign whose list held it
   * @param json the whole of it
   * @return empty if it cannot be read, still, or is not whole
   */
  public static Optional<EngagementRow> engagement(long campaignId, String json) {
    return Json.parse(json).filter(JsonNode::isObject).flatMap(row -> read(campaignId, row));
  }

  private static Optional<EngagementRow> read(long campaignId, JsonNode row) {
    try {
      return Optional.of(EdmEndpoints.engagementRow(campaignId, row));
    } catch (UnreadableAnswer e) {
      return Optional.empty();
    }
  }
}
