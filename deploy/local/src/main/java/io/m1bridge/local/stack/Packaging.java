package io.m1bridge.local.stack;

import io.m1bridge.local.options.RunOptions.Containers;
import io.m1bridge.process.ChildCommand;
import io.m1bridge.process.ContainerCommand;
import io.m1bridge.process.JvmCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether a service runs from the checkout's build or from its image. */
sealed interface Packaging {

  /**
   * The command for it.
   *
   * @param image its short name
   * @param state where it keeps what it may lose, below the run's directory, if it does
   */
  ChildCommand of(JvmCommand command, String image, Optional<Path> state);

  /** From what was asked for. */
  static Packaging of(Optional<Containers> containers, RunDirectory directory) {
    return containers
        .<Packaging>map(asked -> new Image(asked, directory))
        .orElseGet(FromCheckout::new);
  }

  /** As it was built here. */
  record FromCheckout() implements Packaging {
    @Override
    public ChildCommand of(JvmCommand command, String image, Optional<Path> state) {
      return state.isEmpty()
          ? command
          : command.withSystemProperty("m1bridge.streams.state-dir", state.get());
    }
  }

  /**
   * As it would run in a cluster with restricted pods: nothing to write to but a temporary
   * directory from which nothing can be executed and the state, which belongs to somebody else and
   * is open to a group of the process. Only the network is this machine's, so that all addresses
   * are the same inside and outside.
   */
  record Image(Containers asked, RunDirectory directory) implements Packaging {
    /** Where the images keep their state. */
    private static final String STATE = "/var/lib/m1bridge";

    private static final String MEMORY = "512m";

    @Override
    public ChildCommand of(JvmCommand command, String image, Optional<Path> state) {
      Path run = directory.path();
      List<String> options =
          new ArrayList<>(
              List.of(
                  "--network=host",
                  "--read-only",
                  "--cap-drop=ALL",
                  "--security-opt=no-new-privileges",
                  "--user=10001:10001",
                  "--group-add=" + directory.group(),
                  "--tmpfs=/tmp:rw,noexec,nosuid,nodev,size=64m",
                  "--memory=" + MEMORY,
                  "--label=io.m1bridge.run=" + run,
                  "--volume=" + run + ":" + run + ":ro"));
      state.ifPresent(volume -> options.add("--volume=" + opened(volume) + ":" + STATE));
      return ContainerCommand.of(
          command,
          asked.engine(),
          "m1bridge-" + command.name() + "-" + ProcessHandle.current().pid(),
          options,
          "m1-bridge/" + image + ":" + asked.tag());
    }

    private static Path opened(Path volume) {
      try {
        Files.createDirectories(volume);
        return Files.setPosixFilePermissions(volume, PosixFilePermissions.fromString("rwxrwx---"));
      } catch (IOException e) {
        throw RunDirectory.unwritable(volume, e);
      }
    }
  }
}
