package io.m1bridge.simulator.edm;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * A campaign to be made. Every part may be absent. Rates and shares run from 0 to 1.
 *
 * @param subject subject of the mail
 * @param recipients how many made-up recipients, where {@code emails} is absent; default 100
 * @param emails the recipients
 * @param createdAt when it was created; default: when sent, or now if that is earlier
 * @param sendAt when it is sent; default now
 * @param duration within which everything happens; default 10 minutes
 * @param halfLife after which half of the reactions have come; default a quarter of the duration
 * @param openRate share of recipients who open; default 0.4
 * @param clickRate share of openers who click; default 0.25
 * @param unsubscribeRate share of openers who unsubscribe; default 0.01
 * @param complaintRate share of openers who complain; default 0.005
 * @param softBounceRate share of recipients that bounce softly; default 0.03
 * @param hardBounceRate share of recipients that bounce for good; default 0.02
 * @param unknownRate share of openers with a row of an unknown type; default 0
 * @param lateShare share of rows that show late; default 0.05
 * @param lateDelay longest delay of those; default 1 minute
 * @param equalShare share of rows that stand twice, equal in every field; default 0.02
 * @param movingShare share of rows whose time changes later; default 0
 * @param vanishingShare share of rows that vanish later; default 0
 * @param maskedShare share of rows whose IP address is masked later; default 0
 * @param renamedShare share of rows whose client gets another name later; default 0
 * @param filledShare share of rows whose {@code mailing_id} is empty at first; default 0
 * @param trouble what is wrong with the campaign; default nothing
 * @param status what {@code edm/tasks} tells as its status; default 4, as in the page's samples
 * @param seed same seed, same rows; default 1
 */
public record CampaignSpec(
    @Nullable String subject,
    @Nullable Integer recipients,
    @Nullable List<String> emails,
    @Nullable Instant createdAt,
    @Nullable Instant sendAt,
    @Nullable Duration duration,
    @Nullable Duration halfLife,
    @Nullable Double openRate,
    @Nullable Double clickRate,
    @Nullable Double unsubscribeRate,
    @Nullable Double complaintRate,
    @Nullable Double softBounceRate,
    @Nullable Double hardBounceRate,
    @Nullable Double unknownRate,
    @Nullable Double lateShare,
    @Nullable Duration lateDelay,
    @Nullable Double equalShare,
    @Nullable Double movingShare,
    @Nullable Double vanishingShare,
    @Nullable Double maskedShare,
    @Nullable Double renamedShare,
    @Nullable Double filledShare,
    @Nullable CampaignTrouble trouble,
    @Nullable Integer status,
    @Nullable Long seed) {

  /** Checks ranges. */
  public CampaignSpec {
    emails = emails == null ? null : List.copyOf(emails);
    if (recipients != null && recipients < 0) {
      throw new IllegalArgumentException("recipients must not be negative");
    }
    Double[] shares = {
      openRate,
      clickRate,
      unsubscribeRate,
      complaintRate,
      softBounceRate,
      hardBounceRate,
      unknownRate,
      lateShare,
      equalShare,
      movingShare,
      vanishingShare,
      maskedShare,
      renamedShare,
      filledShare
    };
    for (Double share : shares) {
      if (share != null && !(share >= 0 && share <= 1)) {
        throw new IllegalArgumentException("rates and shares run from 0 to 1");
      }
    }
    if (DoubleStream.of(or(softBounceRate, 0.03), or(hardBounceRate, 0.02)).sum() > 1) {
      throw new IllegalArgumentException("softBounceRate and hardBounceRate exceed 1 together");
    }
    for (Duration time : new Duration[] {duration, halfLife, lateDelay}) {
      if (time != null && (time.isNegative() || time.isZero())) {
        throw new IllegalArgumentException("duration, halfLife and lateDelay must be positive");
      }
    }
  }

  static double or(@Nullable Double value, double otherwise) {
    return value == null ? otherwise : value;
  }

  Duration durationOrDefault() {
    return duration == null ? Duration.ofMinutes(10) : duration;
  }

  Duration halfLifeOrDefault() {
    return halfLife == null ? durationOrDefault().dividedBy(4).plusMillis(1) : halfLife;
  }

  Duration lateDelayOrDefault() {
    return lateDelay == null ? Duration.ofMinutes(1) : lateDelay;
  }

  /** The recipients, given or made up. */
  List<String> recipientList() {
    if (emails != null) {
      return emails;
    }
    int count = recipients == null ? 100 : recipients;
    return java.util.stream.IntStream.range(0, count)
        .mapToObj(i -> "recipient" + i + "@example.com")
        .toList();
  }

  /** Redacted: holds recipients. */
  @Override
  public String toString() {
    return "CampaignSpec[" + recipientList().size() + " recipients]";
  }
}
