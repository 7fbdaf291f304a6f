package io.m1bridge.contactsync.delete;

import io.m1bridge.m1.AccountId;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * What deletes are told.
 *
 * @param maxRows contacts of one job at most
 * @param patience how long after its last progress a job lists again before what M1 does not show
 *     as it should ends as rejected
 * @param limitPause how long marking waits after M1 said that the account is full
 * @param failuresUntilSplit a call that M1 failed on so often, while others pass, is taken for
 *     refused
 * @param byGroup the accounts whose marked groups may be deleted with their contacts
 */
public record DeleteSettings(
    int maxRows,
    Duration patience,
    Duration limitPause,
    int failuresUntilSplit,
    Predicate<AccountId> byGroup) {}
