package io.m1bridge.edm.summary;

import io.m1bridge.contracts.Suppression;
import io.m1bridge.contracts.Suppression.Cause;
import io.m1bridge.contracts.Suppression.Reason;
import io.m1bridge.edm.summary.ContactSummary.FinalBounce;
import io.m1bridge.edm.summary.ContactSummary.Told;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When an address is not to be mailed. The README of the service has the rules as a table.
 *
 * <p>Every reason holds or does not hold by itself, so one that is lifted leaves the others as they
 * were.
 */
public final class SuppressionRules {

  private final int softFinals;
  private final Duration softWithin;

  /**
   * @param softFinals so many campaigns that end in a soft bounce suppress, at least 1
   * @param softWithin if they do so within this time
   */
  public SuppressionRules(int softFinals, Duration softWithin) {
    if (softFinals < 1) {
      throw new IllegalArgumentException("m1bridge.edm.tables.soft-finals must be at least 1");
    }
    this.softFinals = softFinals;
    this.softWithin = softWithin;
  }

  /** What holds for a recipient; null if it may be mailed. */
  public @Nullable Suppression judge(String account, String recipient, ContactSummary contact) {
    List<Cause> causes = new ArrayList<>();
    told(Reason.COMPLAINED, contact.complained()).ifPresent(causes::add);
    told(Reason.UNSUBSCRIBED, contact.unsubscribed()).ifPresent(causes::add);
    contact.finalBounces().stream()
        .filter(FinalBounce::hard)
        .findFirst()
        .map(bounce -> cause(Reason.HARD_BOUNCED, bounce))
        .ifPresent(causes::add);
    softBounced(contact.finalBounces())
        .map(bounce -> cause(Reason.SOFT_BOUNCED, bounce))
        .ifPresent(causes::add);
    if (causes.isEmpty()) {
      return null;
    }
    Cause strongest = causes.get(0);
    return new Suppression(
        account, recipient, strongest.reason(), strongest.since(), strongest.campaignId(), causes);
  }

  private static Optional<Cause> told(Reason reason, @Nullable Told told) {
    return Optional.ofNullable(told).map(what -> new Cause(reason, what.at(), what.campaignId()));
  }

  private static Cause cause(Reason reason, FinalBounce bounce) {
    return new Cause(reason, bounce.at(), bounce.campaignId());
  }

  /** The bounce that made them enough. */
  private Optional<FinalBounce> softBounced(List<FinalBounce> bounces) {
    List<FinalBounce> soft = bounces.stream().filter(bounce -> !bounce.hard()).toList();
    return soft.stream()
        .filter(bounce -> campaignsUpTo(bounce.at(), soft) >= softFinals)
        .findFirst();
  }

  private long campaignsUpTo(Instant end, List<FinalBounce> soft) {
    Instant begin = end.minus(softWithin);
    return soft.stream()
        .filter(bounce -> !bounce.at().isBefore(begin) && !bounce.at().isAfter(end))
        .map(FinalBounce::campaignId)
        .distinct()
        .count();
  }
}
