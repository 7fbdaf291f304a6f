package io.m1bridge.helm.play;

import io.m1bridge.process.http.JsonHttp;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** The demo, from its first pod to the round trip of {@code helm test}. */
final class Demo {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** What the demo's script sends. */
  private static final int CONTACTS = 200;

  private static final int SIGTERM_TAKEN = 143;

  private final Podman podman;
  private final List<DemoPod> pods;
  private final Volumes volumes;
  private final PodYaml yaml;
  private final Probes probes;
  private final Path directory;
  private final PrintStream out;

  Demo(
      Podman podman,
      List<DemoPod> pods,
      Volumes volumes,
      PodYaml yaml,
      Path directory,
      PrintStream out) {
    this.podman = podman;
    this.pods = List.copyOf(pods);
    this.volumes = volumes;
    this.yaml = yaml;
    this.probes = new Probes(podman);
    this.directory = directory;
    this.out = out;
  }

  /** What has to be there before a service is. */
  @FunctionalInterface
  interface Before {
    void services() throws IOException;
  }

  /**
   * @param before called when the network is there
   * @throws PlayFailure if anything is not as it has to be
   */
  void run(Before before) throws IOException {
    List<DemoPod> services = pods.stream().filter(pod -> !pod.ends()).toList();
    DemoPod kafka = only("kafka");
    DemoPod simulator = only("m1-simulator");
    play(simulator);
    before.services();
    // Kafka comes last: waiting for it is alive, and no reason to end.
    for (DemoPod pod : services) {
      if (!pod.equals(kafka) && !pod.equals(simulator)) {
        play(pod);
      }
    }
    for (DemoPod pod : services) {
      if (!pod.equals(kafka)) {
        probes.awaitStarted(pod);
      }
    }
    out.println("All services are started and alive, without Kafka");
    play(kafka);
    for (DemoPod pod : services) {
      probes.awaitReady(pod);
      confined(pod);
      out.println(pod.name() + " is ready, and confined as its manifest says");
    }
    ends("Job");
    awaitContacts(simulator);
    out.println("The demo's script passed: M1 has all " + CONTACTS + " contacts");
    for (String component : List.of("contact-sync", "edm-event")) {
      restart(only(component));
    }
    ends("Pod");
    for (DemoPod pod : services) {
      if (!podman.isRunning(pod)) {
        throw new PlayFailure(pod.name() + " has ended by itself");
      }
    }
    out.println("helm test passed, and nothing ended by itself");
  }

  private DemoPod only(String component) {
    return pods.stream()
        .filter(pod -> !pod.ends() && pod.component().equals(component))
        .findFirst()
        .orElseThrow(() -> new PlayFailure("The demo has no pod of " + component));
  }

  private void play(DemoPod pod) throws IOException {
    Path file = directory.resolve(pod.name() + ".yaml");
    Files.writeString(file, Manifests.yaml(yaml.of(pod, volumes.of(pod))));
    podman.play(pod, file);
  }

  private void confined(DemoPod pod) throws IOException {
    List<String> problems = Confinement.problems(pod, podman.pid(pod));
    if (!problems.isEmpty()) {
      throw new PlayFailure(String.join("\n", problems));
    }
  }

  /** As an update does: the same name, the same volume. */
  private void restart(DemoPod pod) throws IOException {
    int exit = podman.stop(pod);
    keepLog(pod, ".before-restart");
    if (exit != 0 && exit != SIGTERM_TAKEN) {
      throw new PlayFailure(pod.name() + " did not stop within its grace: exit code " + exit);
    }
    podman.remove(pod);
    play(pod);
    probes.awaitStarted(pod);
    probes.awaitReady(pod);
    out.println(pod.name() + " was stopped, and is ready again on the same volume");
  }

  private void ends(String kind) throws IOException {
    for (DemoPod pod : pods) {
      if (pod.kind().equals(kind)) {
        play(pod);
        Waiting.until(PATIENCE.multipliedBy(2), pod.name() + " ends", () -> !podman.isRunning(pod));
        int exit = podman.exitCode(pod);
        if (exit != 0) {
          throw new PlayFailure(pod.name() + " ended with " + exit + ":\n" + podman.log(pod));
        }
      }
    }
  }

  private static void awaitContacts(DemoPod simulator) {
    URI address = URI.create("http://" + simulator.ip() + ":8090/_sim/accounts/demo/contacts");
    Waiting.until(
        PATIENCE,
        "M1 has " + CONTACTS + " contacts",
        () -> {
          AtomicInteger contacts = new AtomicInteger();
          new JsonHttp().get(address).elements(contact -> contacts.incrementAndGet());
          return contacts.get() == CONTACTS;
        });
  }

  /** Keeps what all pods printed. */
  void keepLogs() throws IOException {
    for (DemoPod pod : pods) {
      try {
        keepLog(pod, "");
      } catch (PlayFailure notStarted) {
        Files.writeString(directory.resolve(pod.name() + ".log"), String.valueOf(notStarted));
      }
    }
  }

  private void keepLog(DemoPod pod, String suffix) throws IOException {
    Files.writeString(directory.resolve(pod.name() + suffix + ".log"), podman.log(pod));
  }

  /** Values of the chart for this machine. */
  static Map<String, Object> values(String tag, String kafkaImage, URI keys) {
    return Map.of(
        "demo.enabled",
        true,
        "image.registry",
        "localhost",
        "image.tag",
        tag,
        "demo.kafka.image",
        kafkaImage,
        "tests.image",
        kafkaImage,
        "tokenService.jwt.issuer",
        ApiServer.ISSUER,
        "tokenService.jwt.jwksUrl",
        keys);
  }
}
