package io.m1bridge.contactsync.task;

import io.m1bridge.account.AccountAccess;
import io.m1bridge.contactsync.call.Sender;
import io.m1bridge.contactsync.errand.Errands;
import io.m1bridge.contactsync.metric.TaskMeter;
import io.m1bridge.contactsync.trace.ChangeTraces;
import java.time.Clock;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;

/**
 * What all sync tasks of a process work with.
 *
 * @param mayAdd whether the task of this partition may add contacts already
 * @param errands calls that people ask for
 */
public record TaskEnvironment(
    AccountAccess access,
    Sender sender,
    TaskMeter meter,
    ChangeTraces traces,
    Clock clock,
    RandomGenerator random,
    IntPredicate mayAdd,
    Errands errands) {}
