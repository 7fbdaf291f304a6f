package io.m1bridge.edm.poll;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;

/**
 * How the poller works; the settings of {@code m1bridge.edm.poll}.
 *
 * @param zone of M1's {@code eventdate}
 * @param pageSize rows to ask for; M1 gives what it likes
 * @param minInterval between two polls of a lively campaign
 * @param maxInterval between two polls of a quiet one
 * @param discoveryInterval between two looks for new campaigns
 * @param discoveryBack how far back campaigns are looked for
 * @param windowBefore how long before creation rows are looked for
 * @param windowAfter how far into the future windows reach, for skewed clocks and planned campaigns
 * @param fullReads ages of a campaign at which its whole list is read again
 * @param settle how long M1 may take to show an event without its being called late
 * @param callsInFlight at most, per account
 * @param firstBackoff after the first failure
 * @param maxBackoff after many
 */
public record PollSettings(
    ZoneId zone,
    int pageSize,
    Duration minInterval,
    Duration maxInterval,
    Duration discoveryInterval,
    Duration discoveryBack,
    Duration windowBefore,
    Duration windowAfter,
    List<Duration> fullReads,
    Duration settle,
    int callsInFlight,
    Duration firstBackoff,
    Duration maxBackoff) {

  public PollSettings {
    fullReads = fullReads.stream().sorted().toList();
    if (pageSize < 1) {
      throw new IllegalArgumentException("m1bridge.edm.poll.page-size must be at least 1");
    }
    if (callsInFlight < 1) {
      throw new IllegalArgumentException("m1bridge.edm.poll.calls-in-flight must be at least 1");
    }
  }
}
