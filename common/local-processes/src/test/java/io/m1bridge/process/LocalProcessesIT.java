package io.m1bridge.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalProcessesIT {

  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir Path directory;
  private LocalProcesses processes;
  private final int port = FreePort.find();
  private final URI health = URI.create("http://127.0.0.1:" + port + "/q/health/ready");

  @BeforeEach
  void start() {
    processes = LocalProcesses.in(directory);
  }

  @AfterEach
  void stop() {
    processes.close();
  }

  @Test
  void shouldTellStartTimeAndMemoryOfReadyChild() {
    ServiceProcess service = processes.start(TestService.command("svc", "serve", "" + port, "200"));

    service.awaitReady(health, LONG);

    assertThat(service.startMillis()).isBetween(1L, LONG.toMillis());
    assertThat(service.residentBytes()).isGreaterThan(1_000_000);
    assertThat(processes.residentBytes()).isGreaterThan(1_000_000);
  }

  @Test
  void shouldSayWhatIsMissingWhenChildDoesNotBecomeReady() {
    ServiceProcess service = processes.start(TestService.command("svc", "serve", "" + port, "503"));

    assertThatThrownBy(() -> service.awaitReady(health, Duration.ofSeconds(3)))
        .isInstanceOf(ProcessFailure.class)
        .hasMessageContaining("svc was not ready within 3 s")
        .hasMessageContaining("503: {\"database\":\"DOWN\"}")
        .hasMessageContaining(directory.resolve("svc.log").toString());
  }

  @Test
  void shouldShowEndOfLogWhenChildDies() {
    ServiceProcess service = processes.start(TestService.command("svc", "die"));

    assertThatThrownBy(() -> service.awaitReady(health, LONG))
        .isInstanceOf(ProcessFailure.class)
        .hasMessageContaining("svc ended with exit code 3")
        .hasMessageContaining("cannot bind the port");
  }

  @Test
  void shouldStartAgainAfterKill() {
    ServiceProcess service = processes.start(TestService.command("svc", "serve", "" + port, "200"));
    service.awaitReady(health, LONG);
    long firstPid = service.pid();

    service.sigkill();
    assertThat(service.isAlive()).isFalse();
    assertThat(service.exitCode()).hasValue(128 + 9);
    service.restart();
    service.awaitReady(health, LONG);

    assertThat(service.pid()).isNotEqualTo(firstPid);
  }

  @Test
  void shouldFreezeAndThaw() {
    ServiceProcess service = processes.start(TestService.command("svc", "serve", "" + port, "200"));
    service.awaitReady(health, LONG);

    service.sigstop();
    assertThat(new HttpReadiness(health).missing())
        .hasValueSatisfying(said -> assertThat(said).contains("does not answer"));
    service.sigcont();

    service.awaitReady(health, LONG);
  }

  @Test
  void shouldKillChildThatIgnoresTermination() {
    ServiceProcess service = processes.start(TestService.command("svc", "stubborn", "" + port));
    service.awaitReady(health, LONG);

    assertThat(service.terminate(Duration.ofMillis(300))).isFalse();

    assertThat(service.isAlive()).isFalse();
  }

  @Test
  void shouldEndFrozenAndStubbornChildrenWithinTenSeconds() {
    ServiceProcess stubborn = processes.start(TestService.command("a", "stubborn", "" + port));
    stubborn.awaitReady(health, LONG);
    ServiceProcess frozen =
        processes.start(TestService.command("b", "serve", "" + FreePort.find(), "200"));
    frozen.sigstop();

    long began = System.nanoTime();
    processes.close();

    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
    assertThat(stubborn.isAlive()).isFalse();
    assertThat(frozen.isAlive()).isFalse();
    assertThatThrownBy(() -> processes.start(TestService.command("c", "die")))
        .hasMessageContaining("Stopping");
  }

  @Test
  void shouldLeaveNoChildBehindWhenOwnerIsKilled() throws Exception {
    ServiceProcess owner =
        processes.start(
            TestService.command("owner", "parent", directory.resolve("sub").toString(), "" + port));
    Pattern told = Pattern.compile("grandchild (\\d+)\\.");
    await().atMost(LONG).until(() -> told.matcher(Files.readString(owner.logFile())).find());
    Matcher match = told.matcher(Files.readString(owner.logFile()));
    assertThat(match.find()).isTrue();
    ProcessHandle grandchild = ProcessHandle.of(Long.parseLong(match.group(1))).orElseThrow();

    owner.sigkill();

    await().atMost(LONG).until(() -> !running(grandchild));
  }

  /** An orphan whose new parent does not collect it stays as a zombie, which runs no more. */
  private static boolean running(ProcessHandle process) throws Exception {
    Path stat = Path.of("/proc", Long.toString(process.pid()), "stat");
    return process.isAlive() && !(Files.exists(stat) && Files.readString(stat).contains(") Z "));
  }
}
