package io.m1bridge.systemtests;

import java.net.URISyntaxException;
import java.nio.file.Path;
import org.jboss.byteman.agent.Main;

/** How Byteman's rules come into a service. */
public final class BytemanAgent {

  private BytemanAgent() {}

  /** The JVM option that loads the rules of a file. */
  public static String option(Path script) {
    try {
      String jar =
          Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI())
              .toString();
      return "-javaagent:" + jar + "=script:" + script + ",boot:" + jar;
    } catch (URISyntaxException e) {
      throw new IllegalStateException("The agent's jar has no path", e);
    }
  }
}
