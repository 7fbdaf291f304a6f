package io.m1bridge.edm.poll;

import io.m1bridge.account.AccountAccess;
import io.m1bridge.edm.engagement.EngagementMapper;
import io.m1bridge.m1.M1Port;
import java.time.Clock;
import java.util.random.RandomGenerator;

/** What the whole process shares, handed to {@link PollTask} and taken apart there. */
public record PollEnvironment(
    AccountAccess access,
    M1Port m1,
    PollSettings settings,
    EngagementMapper mapper,
    PollMetrics metrics,
    Clock clock,
    RandomGenerator random) {

  public PollEnvironment {
    PollSettings.check(settings);
  }
}
