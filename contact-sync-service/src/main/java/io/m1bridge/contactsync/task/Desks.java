package io.m1bridge.contactsync.task;

import io.m1bridge.account.AccountAccess;
import java.time.Clock;
import java.util.random.RandomGenerator;

/**
 * What the parts of one task share.
 *
 * @param ids makes call ids that no two tasks share
 */
record Desks(
    TaskSettings settings,
    ContactDesk contacts,
    ContactQueue queue,
    Ledger ledger,
    Calls calls,
    Emitter emitter,
    AccountAccess access,
    TaskMeter meter,
    Clock clock,
    RandomGenerator random,
    CallIds ids) {}
