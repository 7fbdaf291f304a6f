package io.m1bridge.contracts;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

/**
 * Proves that a subscriber has every event of a campaign and day, by nothing but what it holds and
 * the certificates on {@code edm.completeness}. Give it each event that you hold once per time that
 * you hold it, then each certificate. Not thread-safe.
 *
 * <p>A certificate may be younger than the events that were read: read {@code edm.engagement} again
 * up to its present end before you call an event lost.
 */
public final class CompletenessCheck {

  /** How what is held stands to a certificate. */
  public enum Finding {
    /** Exactly the events that were published. */
    COMPLETE,
    /** Some are missing. */
    TOO_FEW,
    /** Some are held twice, or are younger than the certificate. */
    TOO_MANY,
    /** As many, but others: some are missing and as many are there twice or are made up. */
    OTHERS
  }

  private record Key(String account, long campaignId, LocalDate day) {}

  private record Held(long rows, IdSetHash hash) {}

  private final Map<Key, Held> held = new HashMap<>();

  /**
   * Takes an event that is held.
   *
   * @param id header {@code ce_id}
   */
  public void event(String id, EngagementEvent event) {
    LocalDate day = CompletenessCertificate.dayOf(event.occurredAt());
    held.merge(
        new Key(event.account(), event.campaignId(), day),
        new Held(1, IdSetHash.NONE.plus(id)),
        (a, b) -> new Held(a.rows() + b.rows(), a.hash().plus(b.hash())));
  }

  /** Compares what is held with what was published. */
  public Finding compare(CompletenessCertificate certificate) {
    Key key = new Key(certificate.account(), certificate.campaignId(), certificate.day());
    Held mine = held.getOrDefault(key, new Held(0, IdSetHash.NONE));
    if (mine.rows() != certificate.rows()) {
      return mine.rows() < certificate.rows() ? Finding.TOO_FEW : Finding.TOO_MANY;
    }
    boolean same = mine.hash().toHex().equals(certificate.idsHash());
    return same ? Finding.COMPLETE : Finding.OTHERS;
  }
}
