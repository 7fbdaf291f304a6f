package io.m1bridge.helm.play;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;

/** podman's command line; what it made is gone when this is closed. */
final class Podman implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 150;

  private final String network;
  private final Set<String> temporaryVolumes = new HashSet<>();
  private final Deque<List<String>> removals = new ConcurrentLinkedDeque<>();

  /**
   * Makes a network.
   *
   * @param network its name, unique on this machine
   */
  Podman(String network) {
    this.network = network;
    run("network", "create", "--disable-dns", network);
    removals.push(List.of("network", "rm", "--force", network));
  }

  /** The address of this machine on the network. */
  String gateway() {
    return run("network", "inspect", "--format", "{{(index .Subnets 0).Gateway}}", network);
  }

  /**
   * A volume in memory, unless there is one: empty at each start, and whoever enters it may write.
   * podman takes a size for a quota of the disk, and refuses it.
   */
  void temporaryVolume(String name) {
    if (!temporaryVolumes.add(name)) {
      return;
    }
    removals.push(List.of("volume", "rm", "--force", name));
    String options = "o=nosuid,nodev,mode=1777";
    run("volume", "create", "--opt", "type=tmpfs", "--opt", "device=tmpfs", "--opt", options, name);
  }

  /** Starts a pod. */
  void play(DemoPod pod, Path yaml) {
    removals.push(List.of("pod", "rm", "--force", "--ignore", pod.name()));
    run("kube", "play", "--network", network, "--ip", pod.ip(), yaml.toString());
  }

  /**
   * Stops a pod as a cluster does, by SIGTERM and in the end SIGKILL.
   *
   * @return the exit code of its container
   */
  int stop(DemoPod pod) {
    String grace = pod.spec().path("terminationGracePeriodSeconds").asText("30");
    run("stop", "--time", grace, pod.containerName());
    return exitCode(pod);
  }

  /** Removes a pod; its volumes stay. */
  void remove(DemoPod pod) {
    run("pod", "rm", "--force", pod.name());
  }

  boolean isRunning(DemoPod pod) {
    return inspect(pod, "{{.State.Running}}").equals("true");
  }

  int exitCode(DemoPod pod) {
    return Integer.parseInt(inspect(pod, "{{.State.ExitCode}}"));
  }

  /** The process of a pod's container. */
  long pid(DemoPod pod) {
    return Long.parseLong(inspect(pod, "{{.State.Pid}}"));
  }

  private String inspect(DemoPod pod, String format) {
    return run("inspect", "--type", "container", "--format", format, pod.containerName());
  }

  /** What a pod printed. */
  String log(DemoPod pod) {
    return run(true, "logs", pod.containerName());
  }

  private static String run(String... arguments) {
    return run(false, arguments);
  }

  /**
   * @param both whether standard error is a part of the answer
   */
  private static String run(boolean both, String... arguments) {
    List<String> command = new ArrayList<>(List.of("podman"));
    command.addAll(List.of(arguments));
    try {
      Path said = Files.createTempFile("m1-bridge-podman", ".out");
      Path errors = Files.createTempFile("m1-bridge-podman", ".err");
      try {
        ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(said.toFile());
        Process process =
            (both ? builder.redirectErrorStream(true) : builder.redirectError(errors.toFile()))
                .start();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
          process.destroyForcibly();
          throw new PlayFailure(String.join(" ", command) + " does not end");
        }
        if (process.exitValue() != 0) {
          throw new PlayFailure(
              String.join(" ", command) + ": " + Files.readString(both ? said : errors).strip());
        }
        return Files.readString(said).strip();
      } finally {
        Files.delete(said);
        Files.delete(errors);
      }
    } catch (IOException e) {
      throw new PlayFailure("podman cannot be run", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PlayFailure("Interrupted", e);
    }
  }

  @Override
  public void close() {
    while (!removals.isEmpty()) {
      List<String> removal = removals.pop();
      try {
        run(removal.toArray(String[]::new));
      } catch (PlayFailure e) {
        System.err.println(e.getMessage());
      }
    }
  }
}
