package io.m1bridge.edm.poll;

import io.m1bridge.account.AccountAccess;
import io.m1bridge.m1.M1Port;
import java.time.Clock;
import java.util.random.RandomGenerator;

/** What the whole process shares. */
public record PollEnvironment(
    AccountAccess access,
    M1Port m1,
    PollSettings settings,
    PollMetrics metrics,
    Clock clock,
    RandomGenerator random) {}
