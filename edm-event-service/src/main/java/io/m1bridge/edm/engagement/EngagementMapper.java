package io.m1bridge.edm.engagement;

import io.m1bridge.contracts.EngagementEvent;
import io.m1bridge.contracts.EngagementEvent.Action;
import io.m1bridge.contracts.EngagementEvent.Client;
import io.m1bridge.contracts.EngagementEvent.Geo;
import io.m1bridge.contracts.EngagementEvent.Link;
import io.m1bridge.contracts.EngagementEvent.Raw;
import io.m1bridge.contracts.EngagementIds;
import io.m1bridge.m1.M1Answers.EngagementRow;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Turns a row of M1 into the event that subscribers get. It loses no row: an unknown type becomes
 * {@code unknown}, and a date that cannot be read becomes the time when the row was first seen; in
 * both cases {@code raw} tells what M1 wrote.
 */
public final class EngagementMapper {

  private static final String UNKNOWN_PLACE = "[Unknown]";
  private static final Instant AFTER_9999 = Instant.parse("+10000-01-01T00:00:00Z");

  private final EventDates dates;

  /**
   * @param zone the zone of M1's {@code eventdate}; China time as far as the page tells
   */
  public EngagementMapper(ZoneId zone) {
    this.dates = new EventDates(zone);
  }

  /**
   * An event and when it happened, with the offset of M1's zone.
   *
   * @param dateReadable false if {@code occurredAt} is only when the row was first seen
   */
  public record Mapped(EngagementEvent event, OffsetDateTime occurredAt, boolean dateReadable) {}

  /** The fields of a row that its identity rests on. */
  public static EngagementIds.Row identity(EngagementRow row) {
    return new EngagementIds.Row(
        row.type(),
        row.email(),
        row.eventDate(),
        row.ip(),
        row.software(),
        row.clientOs(),
        row.clickUrl(),
        row.clickName(),
        row.mailingId());
  }

  /** Reads an {@code eventdate}; null if it is none. */
  public @Nullable Instant date(String eventDate) {
    return dates.parse(eventDate).map(OffsetDateTime::toInstant).orElse(null);
  }

  /**
   * Whether the time of an event is M1's, and one that can be reckoned with. A row whose date could
   * not be read was published with the time when it was first seen.
   */
  public static boolean isDated(EngagementEvent event) {
    Raw raw = event.raw();
    // What others wrote may have no raw: then there is only its time.
    boolean read = raw == null || raw.eventdate() == null || EventDates.isDate(raw.eventdate());
    return read && isPlausible(event.occurredAt());
  }

  /** Whether a time lies in the years 1970 to 9999; others may not even fit epoch milliseconds. */
  public static boolean isPlausible(Instant at) {
    return !at.isBefore(Instant.EPOCH) && at.isBefore(AFTER_9999);
  }

  /**
   * Maps one row.
   *
   * @param campaignId the campaign that was asked for
   * @param recordedAt when the row was first seen
   * @param verifiedTo up to where the campaign had been found complete before; null if never
   */
  public Mapped map(
      String account,
      long campaignId,
      EngagementRow row,
      Instant recordedAt,
      @Nullable Instant verifiedTo) {
    EngagementType type = EngagementType.of(row.type());
    var parsed = dates.parse(row.eventDate());
    OffsetDateTime occurredAt = parsed.orElseGet(() -> recordedAt.atOffset(ZoneOffset.UTC));
    boolean late = verifiedTo != null && !occurredAt.toInstant().isAfter(verifiedTo);
    EngagementEvent event =
        new EngagementEvent(
            account,
            campaignId,
            orNull(row.mailingId()),
            orNull(row.subject()),
            row.email().strip(),
            type.action(),
            occurredAt.toInstant(),
            type.bounce(),
            link(type.action(), row),
            orNull(row.ip()),
            geo(row),
            client(row),
            new Raw(row.type(), row.eventDate()),
            late,
            row.sendTime().orElse(null));
    return new Mapped(event, occurredAt, parsed.isPresent());
  }

  private static @Nullable Link link(Action action, EngagementRow row) {
    String url = orNull(row.clickUrl());
    String name = orNull(row.clickName());
    boolean told = url != null || name != null;
    // An unknown type may turn out to be a click: keep what M1 said.
    boolean fits = action == Action.CLICKED || action == Action.UNKNOWN;
    return told && fits ? new Link(url, name) : null;
  }

  private static @Nullable Geo geo(EngagementRow row) {
    String country = place(row.country());
    String region = place(row.province());
    String city = place(row.city());
    return country == null && region == null && city == null
        ? null
        : new Geo(country, region, city);
  }

  /** M1's sample has the system in {@code software} and the program in {@code clientOs}. */
  private static @Nullable Client client(EngagementRow row) {
    String os = place(row.software());
    String name = place(row.clientOs());
    return os == null && name == null ? null : new Client(os, name);
  }

  private static @Nullable String place(String text) {
    String value = orNull(text);
    return UNKNOWN_PLACE.equalsIgnoreCase(value) ? null : value;
  }

  private static @Nullable String orNull(String text) {
    return text.isBlank() ? null : text.strip();
  }
}
