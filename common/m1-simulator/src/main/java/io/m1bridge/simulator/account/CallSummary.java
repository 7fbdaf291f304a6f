package io.m1bridge.simulator.account;

import java.util.Map;

/**
 * Calls since the account was made or reset.
 *
 * @param total calls made, refused ones included
 * @param byPath how many per path
 * @param byCode how many per outcome
 * @param limit calls per hour that hold now
 * @param maxInAnyHour most calls made in any 60 minutes
 * @param maxInClockHour most calls made in a clock hour
 * @param overLimit calls answered E10104 or made when the 60 minutes before held the limit already
 */
public record CallSummary(
    long total,
    Map<String, Long> byPath,
    Map<String, Long> byCode,
    int limit,
    int maxInAnyHour,
    int maxInClockHour,
    long overLimit) {}
