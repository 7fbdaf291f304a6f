package io.m1bridge.edm.summary;

import io.m1bridge.contracts.EngagementEvent;
import io.m1bridge.contracts.EngagementEvent.Action;
import io.m1bridge.contracts.EngagementEvent.Bounce;
import io.m1bridge.contracts.EngagementEvent.Link;
import io.m1bridge.contracts.EngagementEvent.Raw;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Events as the tables read them. */
public final class TestEvents {

  public static final Instant SENT_AT = Instant.parse("2026-11-23T10:00:00Z");

  private static final DateTimeFormatter M1_DATE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

  private TestEvents() {}

  /**
   * @param what an action word, or a bounce: {@code hard-1}, {@code soft-final}
   */
  public static EngagementEvent event(String what, long campaign, Instant at) {
    return event(what, campaign, at, SENT_AT);
  }

  public static EngagementEvent event(
      String what, long campaign, Instant at, @Nullable Instant sentAt) {
    Bounce bounce = null;
    Action action = Action.BOUNCED;
    if (what.startsWith("hard-") || what.startsWith("soft-")) {
      String stage = what.substring(5);
      boolean isFinal = stage.equals("final");
      bounce = new Bounce(what.substring(0, 4), isFinal ? null : Integer.valueOf(stage), isFinal);
    } else {
      action = action(what);
    }
    return new EngagementEvent(
        "demo",
        campaign,
        null,
        null,
        "li@x.cn",
        action,
        at,
        bounce,
        null,
        null,
        null,
        null,
        new Raw(what, M1_DATE.format(at.atZone(ZoneId.of("Asia/Shanghai")))),
        false,
        sentAt);
  }

  /** The same event, from an address and with a link. */
  public static EngagementEvent from(
      EngagementEvent event, @Nullable String ip, @Nullable String url) {
    return new EngagementEvent(
        event.account(),
        event.campaignId(),
        event.mailingId(),
        event.campaignSubject(),
        event.recipient(),
        event.action(),
        event.occurredAt(),
        event.bounce(),
        url == null ? null : new Link(url, null),
        ip,
        event.geo(),
        event.client(),
        event.raw(),
        event.late(),
        event.sentAt());
  }

  /** The same event, as the mapper makes it of a row with this {@code eventdate}. */
  public static EngagementEvent dated(EngagementEvent event, String eventDate) {
    return new EngagementEvent(
        event.account(),
        event.campaignId(),
        event.mailingId(),
        event.campaignSubject(),
        event.recipient(),
        event.action(),
        event.occurredAt(),
        event.bounce(),
        event.link(),
        event.ip(),
        event.geo(),
        event.client(),
        new Raw(event.raw().type(), eventDate),
        event.late(),
        event.sentAt());
  }

  private static Action action(String word) {
    for (Action action : Action.values()) {
      if (action.word().equals(word)) {
        return action;
      }
    }
    throw new IllegalArgumentException(word);
  }
}
