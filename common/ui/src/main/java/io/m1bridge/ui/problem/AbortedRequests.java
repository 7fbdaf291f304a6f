package io.m1bridge.ui.problem;

import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.StreamResetException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Tells a client that went away from a failure of ours. */
final class AbortedRequests {

  private AbortedRequests() {}

  /**
   * Only failures of input and output, and only where the connection is gone: a bug stays one,
   * whoever waits for the answer.
   */
  static boolean isAborted(Throwable failure, HttpServerRequest request) {
    return request.response().closed() && isOfTheConnection(failure);
  }

  private static boolean isOfTheConnection(Throwable failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException
          || cause instanceof HttpClosedException
          || cause instanceof StreamResetException) {
        return true;
      }
    }
    return false;
  }
}
