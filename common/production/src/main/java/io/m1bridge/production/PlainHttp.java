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

  /**
   * Whether the host is this machine by its name or number; no name is looked up.
   *
   * @param host as {@link URI#getHost} gives it; null is none
   */
  public static boolean isLoopback(@Nullable String host) {
    return "localhost".equals(host)
        || "[::1]".equals(host)
        || "[0:0:0:0:0:0:0:1]".equals(host)
        || (host != null && host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}"));
  }
}
