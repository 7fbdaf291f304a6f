package io.m1bridge.m1.http;

import java.net.URI;
import java.util.concurrent.CompletionStage;

/**
 * Carries one request, once. It never repeats a request, never completes exceptionally because of
 * the network, and never outlives its time-out: when that is over, the connection is closed.
 */
interface Transport extends AutoCloseable {

  CompletionStage<Reply> get(URI uri);

  /**
   * A POST.
   *
   * @param form an encoded form body, may be empty
   */
  CompletionStage<Reply> post(URI uri, String form);

  @Override
  void close();
}
