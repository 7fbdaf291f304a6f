package io.m1bridge.helm.play;

import org.jspecify.annotations.Nullable;

/** Why the demo did not pass, for a person. */
final class PlayFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  PlayFailure(String message) {
    super(message);
  }

  PlayFailure(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
