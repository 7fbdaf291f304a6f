package io.m1bridge.token.brake;

import io.m1bridge.m1.AccountId;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What a replica tells the holder of the brake, and asks. It says all of itself every time, so that
 * one that is lost is mended by the next.
 *
 * @param replica who asks: one name for the life of a process
 * @param number higher than in all earlier questions of this replica
 * @param asked when, by the asker's clock
 * @param underWay the accounts whose refreshes are under way at it
 * @param due who should begin, in this order
 * @param verdicts since the last question that was answered, the oldest first
 * @param known what it knows of an outage
 */
record BrakeQuestion(
    String replica,
    long number,
    Instant asked,
    Set<AccountId> underWay,
    List<AccountId> due,
    List<Verdict> verdicts,
    BrakeState known) {}
