package io.m1bridge.edm.engagement;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.m1bridge.m1.M1Answers.DamagedRow;
import io.m1bridge.m1.M1Answers.EngagementRow;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * M1's texts in a length and an encoding that any record takes: the producer refuses a record above
 * its limit, and a JSON writer half a character, and either would end the task.
 */
public final class BoundedText {

  private BoundedText() {}

  /**
   * A text to show: whole characters only, cut after {@code longest}.
   *
   * @param longest in UTF-16 units, at least 2
   */
  public static String shown(String text, int longest) {
    String whole = encodable(text);
    return whole.length() <= longest ? whole : encodable(whole.substring(0, longest - 1)) + "…";
  }

  /** A damaged row's JSON for a dead letter. */
  public static String of(DamagedRow row) {
    return bounded(row.raw());
  }

  /** A readable row as JSON with M1's field names, for a dead letter. */
  public static String of(EngagementRow row) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("task_id", row.campaignId());
    json.put("dmdtype", row.type());
    json.put("email", row.email());
    json.put("eventdate", row.eventDate());
    json.put("mailing_id", row.mailingId());
    json.put("clickname", row.clickName());
    json.put("clickurl", row.clickUrl());
    json.put("ip", row.ip());
    json.put("country", row.country());
    json.put("province", row.province());
    json.put("city", row.city());
    json.put("software", row.software());
    json.put("clientOs", row.clientOs());
    json.put("subject", row.subject());
    row.sendTime().ifPresent(at -> json.put("sendtime", at.toEpochMilli()));
    return bounded(json.toString());
  }

  private static String bounded(String json) {
    String whole = encodable(json);
    if (whole.length() <= DamagedRow.LONGEST_RAW) {
      return whole;
    }
    String hash = "… sha256:" + sha256(whole);
    return encodable(whole.substring(0, DamagedRow.LONGEST_RAW - hash.length())) + hash;
  }

  /** Half characters become question marks. */
  private static String encodable(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  private static String sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
