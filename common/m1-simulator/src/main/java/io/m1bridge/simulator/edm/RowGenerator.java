package io.m1bridge.simulator.edm;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Makes all rows of a campaign in advance; the clock only uncovers them. Same seed, same rows. */
final class RowGenerator {
  private final CampaignSpec spec;
  private final long sendAt;
  private final RandomGenerator random;
  private final RandomGenerator changes;
  private final long durationMillis;
  private final double halfLifeMillis;
  private final List<EngagementRow> rows = new ArrayList<>();

  /**
   * @param changes decides what changes later: apart, so that it does not change the rows
   */
  RowGenerator(CampaignSpec spec, long sendAt, RandomGenerator random, RandomGenerator changes) {
    this.spec = spec;
    this.sendAt = sendAt;
    this.random = random;
    this.changes = changes;
    this.durationMillis = spec.durationOrDefault().toMillis();
    this.halfLifeMillis = spec.halfLifeOrDefault().toMillis();
  }

  List<EngagementRow> rows() {
    for (String email : spec.recipientList()) {
      recipient(email);
    }
    return rows;
  }

  private void recipient(String email) {
    add(RowKind.SENT, email, sendAt, "", "", Reader.NONE, false);
    double fate = random.nextDouble();
    double hard = CampaignSpec.or(spec.hardBounceRate(), 0.02);
    double soft = CampaignSpec.or(spec.softBounceRate(), 0.03);
    if (fate < hard) {
      bounces(
          email,
          RowKind.HARD_BOUNCE_1,
          RowKind.HARD_BOUNCE_2,
          RowKind.HARD_BOUNCE_3,
          RowKind.HARD_BOUNCE_FINAL);
    } else if (fate < hard + soft) {
      bounces(
          email,
          RowKind.SOFT_BOUNCE_1,
          RowKind.SOFT_BOUNCE_2,
          RowKind.SOFT_BOUNCE_3,
          RowKind.SOFT_BOUNCE_FINAL);
    } else if (happens(CampaignSpec.or(spec.openRate(), 0.4))) {
      opener(email);
    }
  }

  private void bounces(String email, RowKind... stages) {
    long at = sendAt;
    for (RowKind stage : stages) {
      at = within(at + 1 + (long) (random.nextDouble() * durationMillis / stages.length));
      add(stage, email, at, "", "", Reader.NONE, true);
      if (happens(0.3)) {
        return;
      }
    }
  }

  private void opener(String email) {
    Reader reader = Readers.any(random);
    long opened = reaction();
    add(RowKind.OPEN, email, opened, "", "", reader, true);
    while (happens(0.3)) {
      opened = within(opened + (long) (random.nextDouble() * durationMillis / 4));
      add(RowKind.OPEN, email, opened, "", "", reader, true);
    }
    if (happens(CampaignSpec.or(spec.clickRate(), 0.25))) {
      int link = 1 + random.nextInt(5);
      add(
          RowKind.CLICK,
          email,
          soonAfter(opened),
          "链接" + link,
          "http://www.example.com/offer/" + link,
          reader,
          true);
    }
    if (happens(CampaignSpec.or(spec.unsubscribeRate(), 0.01))) {
      add(RowKind.UNSUBSCRIBE, email, soonAfter(opened), "", "", reader, true);
    }
    if (happens(CampaignSpec.or(spec.complaintRate(), 0.005))) {
      add(RowKind.COMPLAINT, email, soonAfter(opened), "", "", Reader.NONE, true);
    }
    if (happens(CampaignSpec.or(spec.unknownRate(), 0))) {
      add(RowKind.UNKNOWN, email, soonAfter(opened), "", "", reader, true);
    }
  }

  private void add(
      RowKind kind,
      String email,
      long at,
      String clickName,
      String clickUrl,
      Reader reader,
      boolean irregular) {
    int copies = irregular && happens(CampaignSpec.or(spec.equalShare(), 0.02)) ? 2 : 1;
    for (int copy = 0; copy < copies; copy++) {
      rows.add(row(kind, email, at, clickName, clickUrl, reader, irregular));
    }
  }

  private EngagementRow row(
      RowKind kind,
      String email,
      long at,
      String clickName,
      String clickUrl,
      Reader reader,
      boolean irregular) {
    long eventAt = Math.floorDiv(at, 1000L) * 1000;
    long visibleAt = at;
    long vanishesAt = EngagementRow.NEVER;
    long movesAt = EngagementRow.NEVER;
    long movedTo = eventAt;
    if (irregular) {
      if (happens(CampaignSpec.or(spec.lateShare(), 0.05))) {
        visibleAt += part(spec.lateDelayOrDefault().toMillis());
      }
      if (happens(CampaignSpec.or(spec.movingShare(), 0))) {
        movesAt = visibleAt + part(durationMillis);
        movedTo = eventAt - 1000L * (1 + random.nextInt(120));
      }
      if (happens(CampaignSpec.or(spec.vanishingShare(), 0))) {
        vanishesAt = visibleAt + part(durationMillis);
      }
    }
    return new EngagementRow(
        rows.size(),
        kind,
        email,
        eventAt,
        clickName,
        clickUrl,
        reader,
        visibleAt,
        vanishesAt,
        movesAt,
        movedTo,
        irregular ? change(visibleAt) : RowChange.NONE);
  }

  private RowChange change(long visibleAt) {
    boolean masked = changes.nextDouble() < CampaignSpec.or(spec.maskedShare(), 0);
    boolean renamed = changes.nextDouble() < CampaignSpec.or(spec.renamedShare(), 0);
    boolean filled = changes.nextDouble() < CampaignSpec.or(spec.filledShare(), 0);
    long at = visibleAt + 1 + (long) (changes.nextDouble() * durationMillis);
    return masked || renamed || filled
        ? new RowChange(at, masked, renamed, filled)
        : RowChange.NONE;
  }

  /** A time after sending, exponentially rarer, and always within the duration. */
  private long reaction() {
    double reached = 1 - Math.pow(2, -durationMillis / halfLifeMillis);
    double share = random.nextDouble() * reached;
    return within(sendAt + (long) (-halfLifeMillis * Math.log(1 - share) / Math.log(2)));
  }

  private long soonAfter(long at) {
    // In short campaigns too few seconds are left for a minute's pause: all would end at the end.
    return within(at + part(Math.min(60_000, durationMillis / 10)));
  }

  private long within(long at) {
    return Math.min(at, sendAt + durationMillis);
  }

  private long part(long millis) {
    return 1 + (long) (random.nextDouble() * millis);
  }

  private boolean happens(double probability) {
    return random.nextDouble() < probability;
  }
}
