package io.m1bridge.local.stack;

import java.io.IOException;
import java.net.URI;

/** token-service as this process uses it. */
final class TokenService {
  TokenService(URI base, Credentials credentials) {}

  void connect(String account) throws IOException {
    throw new IOException("token-service is not there yet");
  }

  void awaitAuthorized(String account, Runnable meanwhile) {}
}
