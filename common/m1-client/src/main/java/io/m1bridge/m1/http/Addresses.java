package io.m1bridge.m1.http;

import io.m1bridge.production.PlainHttp;
import java.net.URI;

/** Refuses an address that cannot work or that would show secrets to the network. */
final class Addresses {

  private Addresses() {}

  /**
   * @param setting the full name of the setting that holds {@code address}
   * @throws IllegalArgumentException naming the setting to change
   */
  static void check(String setting, URI address, boolean allowInsecure) {
    String scheme = address.getScheme();
    String host = address.getHost();
    if (host == null || !("http".equals(scheme) || "https".equals(scheme))) {
      throw new IllegalArgumentException(
          setting + " must be an http:// or https:// address with a host");
    }
    if (address.getRawQuery() != null || address.getRawFragment() != null) {
      throw new IllegalArgumentException(setting + " must have neither a query nor a fragment");
    }
    if (PlainHttp.leavesThisMachine(address) && !allowInsecure) {
      throw new IllegalArgumentException(
          setting
              + " is plain http to another machine: everyone on the way could read access tokens,"
              + " refresh tokens, the client secret and all contacts. Use https, a tunnel or a"
              + " proxy on this machine; or accept that with m1bridge.m1.allow-insecure=true");
    }
  }
}
