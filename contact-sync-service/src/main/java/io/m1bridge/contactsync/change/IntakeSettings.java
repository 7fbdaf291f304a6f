package io.m1bridge.contactsync.change;

import io.m1bridge.m1.AccountId;
import org.jspecify.annotations.Nullable;

/**
 * What an operator may say about changes that come in.
 *
 * @param defaultAccount for changes without the extension {@code m1account}; null if every change
 *     has to name its account
 * @param keyFormat how record keys are read, where there is no subject
 * @param maxChangeBytes key, value and headers of one change together
 * @param dates plausible days
 */
public record IntakeSettings(
    @Nullable AccountId defaultAccount, KeyFormat keyFormat, int maxChangeBytes, DateRange dates) {

  /** 256 KiB: an ordinary contact has a few KiB, and two of these fit into one record. */
  public static final int DEFAULT_MAX_CHANGE_BYTES = 262_144;

  private static final int MIN_BYTES = 1_024;
  private static final int MAX_BYTES = 400_000;

  public IntakeSettings {
    if (maxChangeBytes < MIN_BYTES || maxChangeBytes > MAX_BYTES) {
      throw new IllegalArgumentException(
          "m1bridge.contact-sync.max-change-bytes must be "
              + MIN_BYTES
              + " to "
              + MAX_BYTES
              + ": what is stored of a change has to fit into one Kafka record");
    }
  }

  /** Defaults with an account. */
  public static IntakeSettings of(@Nullable AccountId defaultAccount) {
    return new IntakeSettings(
        defaultAccount, KeyFormat.TEXT, DEFAULT_MAX_CHANGE_BYTES, DateRange.DEFAULT);
  }
}
