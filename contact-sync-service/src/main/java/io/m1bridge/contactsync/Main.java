package io.m1bridge.contactsync;

import io.m1bridge.contactsync.trial.TryMapping;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;

/** Starts the service, or tries a mapping and ends. */
@QuarkusMain
public final class Main {

  private Main() {}

  /** As {@code java -jar} does. */
  public static void main(String... arguments) {
    List<String> all = Arrays.asList(arguments);
    if (!all.isEmpty() && all.get(0).equals(TryMapping.OPTION)) {
      System.exit(new TryMapping(System.out, Clock.systemUTC()).run(all.subList(1, all.size())));
    }
    Quarkus.run(arguments);
  }
}
