package io.m1bridge.systemtests.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.process.LocalProcesses;
import io.m1bridge.process.ServiceJar;
import io.m1bridge.systemtests.Round;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jboss.byteman.check.TestScript;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two cells of the system test {@code token}, and a check that its other rules still fit. */
@Tag("slow")
class TokenDeathsIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Deadlines of seconds, since the time itself is not the point here. */
  private static final Map<String, String> SHORT =
      Map.of(
          "m1bridge.m1.token-timeout", "6s",
          "m1bridge.token.refresh.send-within", "2s",
          "m1bridge.token.refresh.answer-within", "9s");

  @TempDir private Path directory;

  @Test
  void shouldKnowWhatStandsWhenAnOwnerDiesBeforeAndAfterTheCommit() throws Exception {
    List<String> probes = IntStream.range(0, 8).mapToObj(number -> "probe-" + number).toList();
    try (LocalProcesses processes = LocalProcesses.in(directory);
        TokenCluster cluster = TokenCluster.start(processes, 2, SHORT)) {
      Round round = new Round(1, 1, processes, new Random(1), System.err);
      Trial trial = new Trial(round, cluster);
      for (String probe : probes) {
        cluster.declare(probe);
      }
      for (String account : List.of("answered-1", "committed-1")) {
        cluster.connect(account);
      }
      trial.mustOutlastALateNotice("committed-1");
      CrashMatrix matrix = new CrashMatrix(trial, new TakeOvers(trial, probes, PATIENCE, PATIENCE));
      matrix.refresh("answered");
      matrix.refresh("committed");
      trial.mustLive("committed-1", 2, PATIENCE);
      trial.mustBeAmbiguous("answered-1", 1, PATIENCE);
      assertThat(round.faults()).containsOnlyKeys("death answered", "death committed");
      assertThat(round.violations()).isEmpty();
    }
  }

  @Test
  void shouldHaveRulesThatFitTheService() throws Exception {
    Path script = directory.resolve("deaths.btm");
    Files.writeString(script, Steps.rules());
    Path application = ServiceJar.locate("token-service").resolveSibling("");
    Process check =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                jarOf(TestScript.class) + ":" + jarsBelow(application),
                TestScript.class.getName(),
                script.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(said).contains("TestScript: no errors");
  }

  private static String jarOf(Class<?> type) throws Exception {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
  }

  private static String jarsBelow(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .map(Path::toString)
          .filter(name -> name.endsWith(".jar"))
          .collect(Collectors.joining(":"));
    }
  }
}
