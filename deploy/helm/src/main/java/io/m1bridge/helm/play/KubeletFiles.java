package io.m1bridge.helm.play;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;

/**
 * Files as the kubelet lays them out: root's, of the pod's group, behind a link that an update
 * would turn to other files in one step.
 */
final class KubeletFiles {

  private static final String DATA = "..data";
  private static final String VERSION = "..2026_01_01_00_00_00.1";

  private final int group;

  /**
   * @param group {@code fsGroup} of the pod
   */
  KubeletFiles(int group) {
    this.group = group;
  }

  /** What a volume consists of: files by path, and their mode, such as 0440. */
  record Content(Map<String, byte[]> files, int mode) {}

  /**
   * @param directory is made
   */
  void write(Path directory, Content content) throws IOException {
    Path version = Files.createDirectories(directory.resolve(VERSION));
    for (Map.Entry<String, byte[]> file : content.files().entrySet()) {
      Path target = version.resolve(file.getKey());
      Files.createDirectories(target.getParent());
      Files.write(target, file.getValue());
      Files.setAttribute(target, "unix:gid", group);
      Files.setPosixFilePermissions(target, permissions(content.mode()));
      Path first = Path.of(file.getKey()).getName(0);
      if (!Files.exists(directory.resolve(first))) {
        Files.createSymbolicLink(directory.resolve(first), Path.of(DATA).resolve(first));
      }
    }
    Files.createSymbolicLink(directory.resolve(DATA), Path.of(VERSION));
  }

  /** A directory that the group may write to, and whose files stay the group's. */
  void writable(Path directory) throws IOException {
    Files.createDirectories(directory);
    Files.setAttribute(directory, "unix:gid", group);
    Files.setAttribute(directory, "unix:mode", 02770);
  }

  private static Set<PosixFilePermission> permissions(int mode) {
    StringBuilder text = new StringBuilder();
    for (int bit = 8; bit >= 0; bit--) {
      text.append((mode >> bit & 1) == 1 ? "xwr".charAt(bit % 3) : '-');
    }
    return PosixFilePermissions.fromString(text.toString());
  }
}
