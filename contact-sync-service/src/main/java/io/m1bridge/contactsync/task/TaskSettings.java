package io.m1bridge.contactsync.task;

import io.m1bridge.contactsync.consent.SuppressionPolicy;
import io.m1bridge.contactsync.contact.AddMerge;
import io.m1bridge.contactsync.contact.ContactLimits;
import io.m1bridge.contactsync.contact.Modes;
import io.m1bridge.contactsync.delete.DeleteGuard;
import io.m1bridge.contactsync.pack.Limits;
import io.m1bridge.contactsync.plan.InputFlow;
import io.m1bridge.m1.Backoff;
import java.time.Duration;

/**
 * What the task is told.
 *
 * @param modes what the contacts of each account are to become
 * @param suppressions whether addresses that are not to be mailed are added
 * @param inDoubtFor permit validity + call time-out + clock margin: a call cannot land later than
 *     this after its intent
 * @param maxInFlight calls per account at once
 * @param scanRows queued contacts that are looked at for one call
 * @param limitPause how long adds wait after M1 said that the account is full
 * @param failuresUntilBisect a batch that M1 refused without a reason, or failed on, so often while
 *     others pass is taken for refused
 * @param createProperties whether missing custom properties are created
 * @param deletePatience how long M1's lists may take to show that a delete is done
 * @param deleteGuard how many deletes an hour need no person
 * @param contactLimits how much one contact may come to
 * @param costlyShare of an account's calls per hour, for contacts that cost many calls each
 */
public record TaskSettings(
    AddMerge addMerge,
    Modes modes,
    SuppressionPolicy suppressions,
    Limits limits,
    InputFlow.Settings flow,
    Duration inDoubtFor,
    int maxInFlight,
    int scanRows,
    Backoff backoff,
    Duration limitPause,
    int failuresUntilBisect,
    boolean createProperties,
    Duration deletePatience,
    DeleteGuard.Limit deleteGuard,
    ContactLimits contactLimits,
    double costlyShare,
    Duration tick) {}
