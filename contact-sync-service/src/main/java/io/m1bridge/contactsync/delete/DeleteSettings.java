package io.m1bridge.contactsync.delete;

import java.time.Duration;

/**
 * What deletes are told.
 *
 * @param maxRows contacts of one job at most
 * @param patience how long after its last progress a job lists again before what M1 does not show
 *     as it should ends as rejected
 * @param limitPause how long marking waits after M1 said that the account is full
 * @param failuresUntilSplit a call that M1 failed on so often, while others pass, is taken for
 *     refused
 */
public record DeleteSettings(
    int maxRows, Duration patience, Duration limitPause, int failuresUntilSplit) {}
