package io.m1bridge.production;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Addresses whose traffic others can read. */
public final class PlainHttp {

  private PlainHttp() {}

  /** Whether it is plain http to another machine. */
  public static boolean leavesThisMachine(URI address) {
    return "http".equalsIgnoreCase(address.getScheme()) && !isLoopback(address.getHost());
  }

  private static boolean isLoopback(@Nullable String host) {
    return "localhost".equals(host)
        || "[::1]".equals(host)
        || "[0:0:0:0:0:0:0:1]".equals(host)
        || (host != null && host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}"));
  }
}
