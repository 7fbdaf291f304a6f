package io.m1bridge.systemtests;

import io.m1bridge.process.ProcessFailure;
import io.m1bridge.process.ServiceProcess;
import io.m1bridge.process.http.JsonHttp;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What M1 and the network to it do to the calls about contacts, for a few calls or some seconds: so
 * that it passes, and the run can end.
 */
final class M1Trouble {

  /** Where {@code ./run} tells it. */
  private static final String SIMULATOR = "M1 simulator";

  private static final List<Trouble> ALL =
      List.of(
          new Trouble("resets before the effect", Map.of("kind", "reset-before", "times", 4)),
          new Trouble("resets after the effect", Map.of("kind", "reset-after", "times", 4)),
          new Trouble(
              "a storm of E10104", Map.of("kind", "refuse", "code", "E10104", "lasts", "PT8S")),
          new Trouble(
              "a storm of E10001", Map.of("kind", "refuse", "code", "E10001", "lasts", "PT8S")),
          // Longer than a caller waits, and shorter than `network-delay`.
          new Trouble(
              "calls that land after 45 s",
              Map.of("kind", "delay", "delayMs", 45_000, "times", 2)));

  private record Trouble(String name, Map<String, Object> fault) {}

  private M1Trouble() {}

  /** Plans one. */
  static void next(ServiceProcess run, Round round) throws IOException, InterruptedException {
    Trouble trouble = ALL.get(round.random().nextInt(ALL.size()));
    Map<String, Object> fault = new HashMap<>(trouble.fault());
    fault.put("path", "/contact/*");
    new JsonHttp().post(simulator(run).resolve("/_sim/faults")).json(fault).ok();
    round.fault(trouble.name());
  }

  private static URI simulator(ServiceProcess run) throws IOException {
    return RunOnceProcess.lines(run, SIMULATOR).stream()
        .map(line -> URI.create(line.substring(line.indexOf("http")).strip()))
        .findFirst()
        .orElseThrow(() -> new ProcessFailure("./run did not say where its simulator is"));
  }
}
