package io.m1bridge.edm.poll;

import io.m1bridge.contracts.EdmDeadLetter;
import io.m1bridge.edm.engagement.BoundedText;
import io.m1bridge.edm.poll.PollOutput.Fit;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.M1Answers.DamagedRow;
import io.m1bridge.m1.M1Answers.EngagementRow;

/** Dead letters for the rows of one account that cannot become events. */
final class DeadRows {

  static final String UNREADABLE = "unreadable-row";

  private final AccountId account;
  private final PollOutput output;
  private final PollMetrics metrics;

  DeadRows(AccountId account, PollOutput output, PollMetrics metrics) {
    this.account = account;
    this.output = output;
    this.metrics = metrics;
  }

  /** A row of a campaign's list that cannot be read. */
  void unreadable(String id, long campaign, DamagedRow row) {
    put(
        id,
        new EdmDeadLetter(
            account.value(),
            campaign,
            UNREADABLE,
            row.problem(),
            "Show the row to M1's support; all other rows of the campaign are published.",
            BoundedText.of(row)));
  }

  /** An entry of the list of campaigns that cannot be read. */
  void unreadableCampaign(String id, DamagedRow row) {
    put(
        id,
        new EdmDeadLetter(
            account.value(),
            null,
            UNREADABLE,
            row.problem(),
            "Show the entry to M1's support; this campaign is not polled, all others are.",
            BoundedText.of(row)));
  }

  /** A row whose event cannot be a record. */
  void unfit(String id, EngagementRow row, Fit fit) {
    boolean large = fit == Fit.TOO_LARGE;
    put(
        id,
        new EdmDeadLetter(
            account.value(),
            row.campaignId(),
            large ? "row-too-large" : "row-not-encodable",
            large ? "the event would be too large" : "the event cannot be written as JSON",
            large
                ? "Raise m1bridge.edm.max-event-bytes and the topic's max.message.bytes for rows"
                    + " to come; this one can be had from M1."
                : "Show the row to M1's support; it can be had from M1.",
            BoundedText.of(row)));
  }

  /** A row on which our own code failed. */
  void failed(String id, EngagementRow row, RuntimeException e) {
    put(
        id,
        new EdmDeadLetter(
            account.value(),
            row.campaignId(),
            "internal-error",
            e.getClass().getName(),
            "Report it as a bug of the bridge, with the problem and without the row.",
            BoundedText.of(row)));
  }

  private void put(String id, EdmDeadLetter letter) {
    output.deadLetter(id, letter);
    metrics.deadLetter(account, letter.reason());
  }
}
