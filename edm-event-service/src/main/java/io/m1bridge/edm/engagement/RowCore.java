package io.m1bridge.edm.engagement;

import io.m1bridge.contracts.EngagementEvent;
import io.m1bridge.contracts.EngagementEvent.Action;
import io.m1bridge.contracts.EngagementIds;
import io.m1bridge.contracts.RowFingerprint;
import io.m1bridge.contracts.TextDigest;
import io.m1bridge.m1.M1Answers.EngagementRow;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What stays of a row when M1 changes it: its type, recipient and {@code eventdate}, and the URL of
 * a click. The rest changes: IPs are masked, clients renamed, {@code mailing_id} filled in. It can
 * be told from a row and from its event alike.
 *
 * @param hash eight bytes of SHA-256 over that. It can be guessed: keep it out of logs
 */
public record RowCore(long hash) {

  /** Of a row that can be read. Without a time too much would be alike: it is taken as it is. */
  public static RowCore of(EngagementRow row, RowFingerprint fingerprint) {
    return row.eventDate().isBlank()
        ? of(fingerprint)
        : of(row.type(), row.email(), row.eventDate(), row.clickUrl());
  }

  /** Of a row that cannot: any change makes another one of it. */
  public static RowCore of(RowFingerprint unreadable) {
    return new RowCore(unreadable.high());
  }

  /** Of the row of an event; empty if others wrote it, without what M1 wrote. */
  public static Optional<RowCore> of(EngagementEvent event, RowFingerprint fingerprint) {
    EngagementEvent.Raw raw = event.raw();
    if (raw == null || raw.type() == null || raw.eventdate() == null || event.recipient() == null) {
      return Optional.empty();
    }
    if (raw.eventdate().isBlank()) {
      return Optional.of(of(fingerprint));
    }
    String url = event.link() == null ? null : event.link().url();
    return Optional.of(of(raw.type(), event.recipient(), raw.eventdate(), url));
  }

  /** An event keeps the URL of what is, or may be, a click. */
  private static RowCore of(String type, String email, String eventDate, @Nullable String url) {
    Action action = EngagementType.of(type).action();
    boolean mayBeClick = action == Action.CLICKED || action == Action.UNKNOWN;
    byte[] digest =
        TextDigest.of(
            EngagementIds.normalizedType(type),
            email.strip().toLowerCase(Locale.ROOT),
            eventDate.strip(),
            url != null && mayBeClick ? url.strip() : "");
    return new RowCore(ByteBuffer.wrap(digest).getLong());
  }

  @Override
  public String toString() {
    return "RowCore[redacted]";
  }
}
