package io.m1bridge.edm.poll;

import io.m1bridge.account.AccountAccess;
import io.m1bridge.edm.engagement.EngagementMapper;
import java.time.Clock;
import java.util.function.Consumer;

/** What the accounts of a task share; put together in one place. */
record PollParts(
    M1Reader reader,
    AccountAccess access,
    TaskCalls calls,
    PollStore store,
    PollOutput output,
    PollSettings settings,
    PollInterval interval,
    Backoff backoff,
    EngagementMapper mapper,
    PollMetrics metrics,
    Clock clock) {

  static PollParts of(
      PollEnvironment environment, TaskCalls calls, PollStore store, PollOutput output) {
    PollSettings settings = environment.settings();
    return new PollParts(
        new M1Reader(environment.access(), environment.m1(), environment.clock()),
        environment.access(),
        calls,
        store,
        output,
        settings,
        new PollInterval(settings.minInterval(), settings.maxInterval()),
        new Backoff(settings.firstBackoff(), settings.maxBackoff(), environment.random()),
        new EngagementMapper(settings.zone()),
        environment.metrics(),
        environment.clock());
  }

  CampaignHost host(Consumer<CampaignState> saver) {
    return new CampaignHost(settings, interval, backoff, mapper, metrics, clock, saver);
  }
}
