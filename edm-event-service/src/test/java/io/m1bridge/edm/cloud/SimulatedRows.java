package io.m1bridge.edm.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.contracts.EngagementIds;
import io.m1bridge.contracts.RowFingerprint;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** The simulator's truth about engagement. */
public final class SimulatedRows {

  private SimulatedRows() {}

  /**
   * All rows by the ids of their events, derived from M1's own fields.
   *
   * @param engagement as {@code GET /_sim/accounts/{id}/engagement} tells it
   */
  public static Map<String, JsonNode> byId(String account, JsonNode engagement) {
    Map<RowFingerprint, Integer> counts = new HashMap<>();
    Map<String, JsonNode> rows = new TreeMap<>();
    for (JsonNode row : engagement) {
      RowFingerprint fingerprint =
          EngagementIds.fingerprint(
              account,
              row.path("task_id").asLong(),
              new EngagementIds.Row(
                  row.path("dmdtype").asText(),
                  row.path("email").asText(),
                  row.path("eventdate").asText(),
                  row.path("ip").asText(),
                  row.path("software").asText(),
                  row.path("clientOs").asText(),
                  row.path("clickurl").asText(),
                  row.path("clickname").asText(),
                  row.path("mailing_id").asText()));
      rows.put(EngagementIds.id(fingerprint, counts.merge(fingerprint, 1, Integer::sum)), row);
    }
    return rows;
  }
}
