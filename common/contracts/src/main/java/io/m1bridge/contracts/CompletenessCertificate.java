package io.m1bridge.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The value of {@code edm.completeness}; key {@code account/campaign/day}, in the partition of the
 * account. What there has to be on {@code edm.engagement} for one campaign and day, so that a
 * subscriber can prove that it has all of it: {@link CompletenessCheck}.
 *
 * <p>The first one comes when the day is over and the campaign was found complete beyond it. A late
 * row replaces it in the transaction that publishes the row. A day without rows has none. A null
 * value takes it back: rows came after the service had lost its state, and it is not verified yet.
 *
 * @param day in UTC, that of {@code occurredAt}
 * @param rows events published of this day
 * @param idsHash {@link IdSetHash} over their ids
 * @param lateRows how many of them came after the first certificate
 * @param deadLetters rows of this day that are on {@code edm.dead-letters} instead
 * @param undatedDeadLetters rows of the campaign that are there and whose day cannot be told
 * @param verifiedTo everything in the campaign up to here was counted and found complete
 * @param verifiedAt when that was found
 * @param rowsAtM1 how many rows M1 counted for this day alone; null where it was not asked yet, or
 *     gives no count for a day
 * @param unlisted rows that M1 counted and that are neither events nor dead letters; null with
 *     {@code rowsAtM1}
 * @param vanished events and dead letters that M1 did not count any more; null with {@code
 *     rowsAtM1}
 * @param countedAt when M1 was asked; null with {@code rowsAtM1}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CompletenessCertificate(
    String account,
    long campaignId,
    LocalDate day,
    long rows,
    String idsHash,
    long lateRows,
    long deadLetters,
    long undatedDeadLetters,
    Instant verifiedTo,
    Instant verifiedAt,
    @Nullable Long rowsAtM1,
    @Nullable Long unlisted,
    @Nullable Long vanished,
    @Nullable Instant countedAt) {

  public static final String TYPE = "m1.edm.completeness.v1";

  private static final long SECONDS_OF_A_DAY = 86_400;

  /** The day that an event belongs to. */
  public static LocalDate dayOf(Instant occurredAt) {
    long day = Math.floorDiv(occurredAt.getEpochSecond(), SECONDS_OF_A_DAY);
    // A date is what M1's row says: the ends of what a date can be are its ends too.
    return LocalDate.ofEpochDay(
        Math.max(LocalDate.MIN.toEpochDay(), Math.min(LocalDate.MAX.toEpochDay(), day)));
  }

  /** The record key. */
  public String key() {
    return key(account, campaignId, day);
  }

  /** The record key of the certificate of a day, whether there is one or not. */
  public static String key(String account, long campaignId, LocalDate day) {
    return account + "/" + campaignId + "/" + day;
  }
}
