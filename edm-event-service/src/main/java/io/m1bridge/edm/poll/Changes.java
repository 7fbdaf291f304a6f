package io.m1bridge.edm.poll;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Rows that M1 lists otherwise than they were published, for it changed them. They are not
 * published again.
 *
 * @param rows how many, when its whole list was last seen
 * @param manyAt when one reading found many more than the one before; null if none did of late
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Changes(long rows, @Nullable Instant manyAt) {

  static final Changes NONE = new Changes(0, null);

  /** More than one of so many rows is many. */
  private static final long MANY_OF = 100;

  /** Fewer than so many are not, however short the list. */
  private static final long FEW = 20;

  /** For so long people are told. */
  private static final Duration TOLD = Duration.ofDays(1);

  /**
   * After a reading that saw the whole list.
   *
   * @param changed rows that are listed otherwise than they were published
   * @param listed all rows
   */
  Changes found(long changed, long listed, Instant now) {
    long more = changed - rows;
    boolean many = more >= FEW && more * MANY_OF > listed;
    return new Changes(changed, many ? now : manyAt);
  }

  /** After any reading. */
  Changes toldUntil(Instant now) {
    return manyAt != null && manyAt.isBefore(now.minus(TOLD)) ? new Changes(rows, null) : this;
  }

  /** Whether one more reading found many than had before. */
  boolean isNews(Changes before) {
    return manyAt != null && !manyAt.equals(before.manyAt);
  }

  /** For a person; null if there is nothing to tell. */
  @Nullable String shown() {
    return manyAt == null
        ? null
        : "M1 shows %d rows otherwise than before, many of them since %s: they stay as published"
            .formatted(rows, manyAt);
  }
}
