package io.m1bridge.token.brake;

import io.m1bridge.m1.AccountId;
import java.util.List;

/**
 * What the holder of the brake answers.
 *
 * @param begun who may begin
 * @param state what is known of an outage now
 */
record BrakeAnswer(List<AccountId> begun, BrakeState state) {}
