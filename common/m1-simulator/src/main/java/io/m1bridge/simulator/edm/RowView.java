package io.m1bridge.simulator.edm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.m1bridge.simulator.behaviour.EdmBehaviour;
import io.m1bridge.simulator.protocol.Json;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Rows and campaigns as M1 shows them. */
final class RowView {
  private static final DateTimeFormatter EVENT_DATE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.0", Locale.ROOT)
          .withZone(ZoneId.of("Asia/Shanghai"));

  private final EdmBehaviour behaviour;
  private final long now;

  RowView(EdmBehaviour behaviour, long now) {
    this.behaviour = behaviour;
    this.now = now;
  }

  ObjectNode task(Campaign campaign) {
    return Json.object()
        .put("task_id", campaign.id())
        .put("createtime", shown(campaign.createdAt()))
        .put("sendtime", shown(campaign.sendAt()))
        .put("subject", campaign.subject())
        .put("thumbnail", thumbnail(campaign))
        .put("status", campaign.status());
  }

  ObjectNode row(Campaign campaign, EngagementRow row) {
    Reader reader = row.reader();
    return Json.object()
        .put("task_id", campaign.id())
        .put("subject", campaign.subject())
        .put("thumbnail", thumbnail(campaign))
        .put("sendtime", shown(campaign.sendAt()))
        .put("dmdtype", row.kind().dmdtype(behaviour, row.sequence()))
        .put("email", row.email())
        .put("eventdate", EVENT_DATE.format(Instant.ofEpochMilli(eventTime(row))))
        .put("clickname", row.clickName())
        .put("clickurl", row.clickUrl())
        .put("ip", row.change().ip(reader.ip(), now))
        .put("country", reader.country())
        .put("province", reader.province())
        .put("city", reader.city())
        .put("software", reader.software())
        .put("clientOs", row.change().client(reader.clientOs(), now))
        .put("mailing_id", row.change().mailing(Long.toString(campaign.id() + 20_000), now));
  }

  /** The row's time by M1's clock, epoch ms, whole seconds. */
  long eventTime(EngagementRow row) {
    return Math.floorDiv(shown(row.eventAt(now)), 1000L) * 1000;
  }

  /** A time of ours by M1's clock. */
  long shown(long at) {
    return at + behaviour.clockSkew().toMillis();
  }

  private static String thumbnail(Campaign campaign) {
    return "http://thumbnails.example.com/" + campaign.id();
  }
}
