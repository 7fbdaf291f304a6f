package io.m1bridge.token.refresh;

import java.time.Duration;

/** For tests that are not about metrics. */
public final class SilentObserver implements RefreshObserver {

  @Override
  public void ended(String word) {}

  @Override
  public void stored(Duration sinceAnswer) {}
}
