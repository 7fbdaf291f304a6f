package io.m1bridge.token.brake;

import io.m1bridge.m1.AccountId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an outage.
 *
 * @param tenure names the stretch of time in which one replica held the brake; empty: none yet
 * @param since when the outage began; null: there is none
 * @param notBefore when the next probe is due
 * @param atRisk whose POST met the trouble; the one that waits longest comes first
 * @param again whose POST is repeated at once
 */
record BrakeState(
    String tenure,
    @Nullable Instant since,
    Instant notBefore,
    List<AccountId> atRisk,
    List<AccountId> again) {}
