package io.m1bridge.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * An image, started in the foreground by a container engine: the engine's client is the child; it
 * hands SIGTERM on to the container, which goes with it.
 *
 * @param name see {@link ChildCommand#name}
 * @param engine {@code podman} or {@code docker}
 * @param container unique on this machine
 * @param options of the engine's {@code run}
 * @param image must be there already: it is not pulled
 * @param env environment of the container; handed over by the engine's own, so that it stands in no
 *     list of processes; may hold secrets, therefore left out of {@link #toString}
 */
public record ContainerCommand(
    String name,
    String engine,
    String container,
    List<String> options,
    String image,
    Map<String, String> env)
    implements ChildCommand {

  private static final long REMOVED_WITHIN_SECONDS = 30;

  public ContainerCommand {
    options = List.copyOf(options);
    env = Map.copyOf(env);
  }

  /**
   * What the JVM would be told, told to an image whose entry point is a JVM: environment and system
   * properties. Heap, compilers and collector are the image's own.
   */
  public static ContainerCommand of(
      JvmCommand command, String engine, String container, List<String> options, String image) {
    String properties =
        command.systemProperties().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(property -> "\"-D" + property.getKey() + "=" + property.getValue() + "\"")
            .collect(Collectors.joining(" "));
    JvmCommand told =
        properties.isEmpty() ? command : command.withEnv("JAVA_TOOL_OPTIONS", properties);
    return new ContainerCommand(command.name(), engine, container, options, image, told.env());
  }

  @Override
  public List<String> commandLine() {
    List<String> line =
        new ArrayList<>(List.of(engine, "run", "--rm", "--pull=never", "--name", container));
    line.addAll(options);
    env.keySet().stream().sorted().forEach(key -> line.addAll(List.of("--env", key)));
    line.add(image);
    return line;
  }

  /** A client that was killed leaves its container behind. */
  @Override
  public void removeRest() {
    try {
      Process removal =
          new ProcessBuilder(engine, "rm", "--force", container)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!removal.waitFor(REMOVED_WITHIN_SECONDS, TimeUnit.SECONDS)) {
        removal.destroyForcibly();
        throw new ProcessFailure(
            "Remove the container " + container + " by hand: " + engine + " rm --force did not");
      }
    } catch (IOException e) {
      throw new ProcessFailure("Cannot run " + engine + ": is it installed?", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProcessFailure("Interrupted while removing the container " + container, e);
    }
  }

  @Override
  public String toString() {
    return "ContainerCommand[" + name + " " + image + ", env " + env.keySet() + "]";
  }
}
