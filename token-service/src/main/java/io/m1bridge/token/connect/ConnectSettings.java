package io.m1bridge.token.connect;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;

/** Where browsers find this service. */
@ConfigMapping(prefix = "m1bridge.token")
public interface ConnectSettings {

  /** The address of this service as a browser sees it; M1 sends the browser back to it. */
  @WithDefault("${M1BRIDGE_PUBLIC_URL:http://127.0.0.1:8081}")
  URI publicUrl();
}
