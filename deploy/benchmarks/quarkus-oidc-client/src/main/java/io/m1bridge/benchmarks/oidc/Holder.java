package io.m1bridge.benchmarks.oidc;

import org.jspecify.annotations.Nullable;

/** Where an application keeps its tokens. */
interface Holder {

  /** A token that is believed to be good. Blocks. */
  String accessToken();

  /** What it would refresh with next time; null if it has nothing any more. */
  @Nullable String refreshToken();
}
