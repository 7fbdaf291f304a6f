package io.m1bridge.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.contracts.ContractJson;
import io.m1bridge.process.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The command itself, with everything that it starts. The script {@code run} only builds before.
 */
@Tag("slow")
class RunIT {
  private static final Pattern PROCESS = Pattern.compile("process (\\d+) {2}(\\S+)");
  private static final Duration READY = Duration.ofMinutes(3);

  @TempDir Path temporary;
  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void end() throws Exception {
    for (Process process : started) {
      process.destroy();
      if (!process.waitFor(15, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    }
    keepLogs();
  }

  /**
   * The directory goes with its data; what was logged is scanned for secrets at the build's end.
   */
  private void keepLogs() throws IOException {
    Path target = Files.createDirectories(Path.of("target"));
    Path kept = Files.createTempDirectory(target, "run-it-");
    try (Stream<Path> files = Files.walk(temporary)) {
      for (Path file : files.filter(RunIT::isLog).toList()) {
        Files.copy(file, kept.resolve(file.getFileName()));
      }
    }
  }

  private static boolean isLog(Path file) {
    return file.getFileName().toString().matches("[a-z].*\\.log|stdout|stderr");
  }

  /**
   * Inputs and an M1 of the kinds that once lost contacts, rows or the account. What M1 does stands
   * in {@code odd-m1.json}: codes nested in HTTP 400, lists of 20 that lag, damaged rows, refreshes
   * that give no refresh token, access tokens that are refused at first. A token endpoint that
   * refuses or is hidden by a gateway costs minutes of waiting: {@code hostile} draws those.
   */
  @Test
  void shouldEndWithZeroAlthoughEveryServiceIsKilledOnTheWay() throws Exception {
    Process run =
        start(
            "--once",
            "--json",
            "--hostile",
            "--notes",
            "1200",
            "--m1-settings",
            Path.of("src/test/resources/odd-m1.json").toAbsolutePath().toString(),
            "--contacts",
            "200",
            "--changes",
            "1000",
            "--campaigns",
            "1",
            "--recipients",
            "100",
            "--seed",
            "7");
    Map<String, Long> pids = awaitProcesses(run);
    for (String service : List.of("contact-sync-service", "edm-event-service", "token-service")) {
      assertThat(pids).containsKey(service);
      kill(pids.get(service));
    }

    assertThat(run.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(run.exitValue()).as(said()).isZero();
    for (String service : List.of("contact-sync-service", "edm-event-service", "token-service")) {
      assertThat(said()).contains(service + " ended (exit code 137");
    }
    JsonNode figures = ContractJson.mapper().readTree(Files.readString(out()));
    assertThat(figures.path("changes").asInt()).isGreaterThan(2_000);
    assertThat(figures.path("deadLetters").asInt()).isGreaterThan(100);
    assertThat(figures.path("engagementRows").asInt()).isPositive();
    for (String zero :
        List.of("mismatches", "unsettled", "engagementLost", "engagementDuplicated", "overLimit")) {
      assertThat(figures.path(zero).asInt(-1)).as(zero).isZero();
    }
    assertNothingLives(pids);
  }

  @Test
  void shouldReadItsInputThenStopEverythingWithinTenSeconds() throws Exception {
    Path input = temporary.resolve("changes.ndjson");
    Files.writeString(
        input,
        """
        {"type":"upserted","subject":"c1","data":{"email":"c1@example.com","fullName":"李玫"}}
        {"type":"upserted"
        {"type":"patched","subject":"c1","data":{"jobTitle":"Engineer"}}
        """);
    Process run = start("--input", input.toString());
    Map<String, Long> pids = awaitProcesses(run);
    await(run, "changes 2 in, 2 settled, 0 pending", READY);
    assertThat(said()).contains("line 2, skipped: not JSON");

    Instant told = Instant.now();
    run.destroy();
    assertThat(run.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(Duration.between(told, Instant.now())).isLessThan(Duration.ofSeconds(10));
    assertNothingLives(pids);
  }

  private Process start(String... arguments) throws IOException {
    Path checkout = Checkout.root();
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.add("-Xmx192m");
    line.add("-Dm1bridge.checkout=" + checkout);
    line.add("-jar");
    line.add(checkout.resolve("deploy/local/target/local.jar").toString());
    line.addAll(List.of(arguments));
    line.add("--dir");
    line.add(temporary.resolve("run").toString());
    Process process =
        new ProcessBuilder(line)
            .redirectOutput(out().toFile())
            .redirectError(temporary.resolve("stderr").toFile())
            .start();
    started.add(process);
    return process;
  }

  /** Waits until the processes are listed and the account is connected. */
  private Map<String, Long> awaitProcesses(Process run) throws Exception {
    await(run, "is connected", READY);
    Map<String, Long> pids = new LinkedHashMap<>();
    Matcher matcher = PROCESS.matcher(said());
    while (matcher.find()) {
      pids.put(matcher.group(2), Long.parseLong(matcher.group(1)));
    }
    return pids;
  }

  private void await(Process run, String text, Duration patience) throws Exception {
    Instant deadline = Instant.now().plus(patience);
    while (!said().contains(text)) {
      assertThat(run.isAlive()).as("alive, waiting for '%s':%n%s", text, said()).isTrue();
      assertThat(Instant.now()).as(said()).isBefore(deadline);
      run.waitFor(200, TimeUnit.MILLISECONDS);
    }
  }

  private static void kill(long pid) throws Exception {
    Process kill = new ProcessBuilder("kill", "-KILL", Long.toString(pid)).start();
    assertThat(kill.waitFor()).isZero();
  }

  private static void assertNothingLives(Map<String, Long> pids) {
    pids.forEach(
        (name, pid) ->
            assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).as(name).isEmpty());
  }

  private Path out() {
    return temporary.resolve("stdout");
  }

  private String said() throws IOException {
    Path err = temporary.resolve("stderr");
    return (Files.exists(out()) ? Files.readString(out()) : "")
        + (Files.exists(err) ? Files.readString(err) : "");
  }
}
