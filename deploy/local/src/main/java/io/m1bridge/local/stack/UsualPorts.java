package io.m1bridge.local.stack;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** The claim on the documented ports: a lock that the system releases when this process ends. */
final class UsualPorts implements AutoCloseable {
  static final String FILE = "m1-bridge-ports.lock";

  private final FileChannel locked;

  private UsualPorts(FileChannel locked) {
    this.locked = locked;
  }

  /**
   * The claim, unless another process has it. Once per process: closing any channel of a file gives
   * up all locks that the process has on it.
   */
  static Optional<UsualPorts> claim(Path directory) {
    try {
      FileChannel channel =
          FileChannel.open(
              directory.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (channel.tryLock() != null) {
        return Optional.of(new UsualPorts(channel));
      }
      channel.close();
    } catch (IOException e) {
      // Another user's file: the run that has the claim may be another user's too.
    }
    return Optional.empty();
  }

  @Override
  public void close() throws IOException {
    locked.close();
  }
}
