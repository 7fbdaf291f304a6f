package io.m1bridge.contactsync.view;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is to be expected of an account, if it goes on as lately.
 *
 * @param drainSeconds how long what may be sent takes, where all calls that M1 allows an hour are
 *     made for it; what is held back is not counted. Null while no call may be made
 * @param contacts that stand, or may stand, in M1 through this service
 * @param contactLimit contacts that M1 allows; null if it is not known, or there is none
 * @param contactsPerDay how many more there are each day; null before that was measured for a day
 * @param daysUntilFull until the limit is reached, 0 where M1 takes no more; null where no end is
 *     in sight
 * @param callsPerHour that M1 allows the account; null before the account is known
 * @param callsMadePerHour how many of them this service made, over the last day; null before that
 *     was measured for an hour
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Forecast(
    @Nullable Long drainSeconds,
    long contacts,
    @Nullable Long contactLimit,
    @Nullable Double contactsPerDay,
    @Nullable Double daysUntilFull,
    @Nullable Integer callsPerHour,
    @Nullable Double callsMadePerHour) {

  /** The same as a duration, for pages. */
  @JsonIgnore
  public @Nullable Duration drain() {
    return drainSeconds == null ? null : Duration.ofSeconds(drainSeconds);
  }
}
