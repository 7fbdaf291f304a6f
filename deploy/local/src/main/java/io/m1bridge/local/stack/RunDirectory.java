package io.m1bridge.local.stack;

import io.m1bridge.local.options.UserError;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a run keeps data, logs and keys: a directory of its own that only its owner can read. */
public final class RunDirectory {
  private final Path path;
  private final boolean groupReads;

  private RunDirectory(Path path, boolean groupReads) {
    this.path = path;
    this.groupReads = groupReads;
  }

  /**
   * Makes it.
   *
   * @param asked the directory to use, empty or not there yet; else a new one below {@code
   *     checkout/.run}
   * @throws UserError if nothing can be written there, or the one asked for is in use
   */
  public static RunDirectory create(Optional<Path> asked, Path checkout, String runId) {
    return create(asked, checkout, runId, false);
  }

  /**
   * The same.
   *
   * @param groupReads whether the owner's group may read it too: containers have users of their own
   */
  public static RunDirectory create(
      Optional<Path> asked, Path checkout, String runId, boolean groupReads) {
    Path path = asked.orElseGet(() -> checkout.resolve(".run").resolve(runId)).toAbsolutePath();
    try {
      Files.createDirectories(path);
      try (var files = Files.list(path)) {
        if (files.findAny().isPresent()) {
          throw new UserError(
              "The directory " + path + " is not empty.",
              "Name an empty one with --dir, or leave --dir out.");
        }
      }
      Files.setPosixFilePermissions(
          path, PosixFilePermissions.fromString(groupReads ? "rwxr-x---" : "rwx------"));
      return new RunDirectory(path, groupReads);
    } catch (IOException e) {
      throw unwritable(path, e);
    }
  }

  static UserError unwritable(Path path, IOException cause) {
    return new UserError(
        "Cannot write to " + path + " (" + cause.getClass().getSimpleName() + ").",
        "Name a directory that you may write to: --dir DIR.",
        cause);
  }

  /** The number of its group. */
  int group() {
    try {
      return (Integer) Files.getAttribute(path, "unix:gid");
    } catch (IOException e) {
      throw unwritable(path, e);
    }
  }

  public Path path() {
    return path;
  }

  /** Whether a file {@code hold} stands in it: then what ended is not started again. */
  boolean isHeld() {
    return Files.exists(path.resolve("hold"));
  }

  /**
   * Writes a small file that only those can read who can read the directory, in one step: readers
   * see all or nothing.
   */
  public Path write(String name, String content) {
    return write(path.resolve(name), content, groupReads ? "rw-r-----" : "rw-------");
  }

  /** As above, for a file elsewhere that only the owner can read. */
  static Path write(Path file, String content) {
    return write(file, content, "rw-------");
  }

  private static Path write(Path file, String content, String permissions) {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.createDirectories(fresh.getParent());
      Files.writeString(fresh, content);
      Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString(permissions));
      return Files.move(
          fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UserError("Cannot write " + file + ".", "Is the disk full?", e);
    }
  }

  /** Removes it with all that is in it. */
  public void delete() throws IOException {
    Files.walkFileTree(
        path,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.deleteIfExists(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
