package io.m1bridge.token.refresh;

import java.time.Duration;

/** Told what refreshing comes to, for metrics. */
public interface RefreshObserver {

  /**
   * @param word a constant: {@code refreshed}, {@code failed}, {@code refused}, {@code ambiguous},
   *     {@code needs-authorization}
   */
  void ended(String word);

  /**
   * New tokens are durable.
   *
   * @param sinceAnswer since M1's answer arrived: in this time a crash loses the grant
   */
  void stored(Duration sinceAnswer);
}
