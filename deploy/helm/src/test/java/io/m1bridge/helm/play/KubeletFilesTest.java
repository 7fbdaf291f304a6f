package io.m1bridge.helm.play;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KubeletFilesTest {

  @TempDir private Path directory;

  private KubeletFiles ofOwnGroup() throws IOException {
    return new KubeletFiles((Integer) Files.getAttribute(directory, "unix:gid"));
  }

  @Test
  void shouldLayFilesOutBehindALink() throws IOException {
    Path volume = directory.resolve("accounts");

    ofOwnGroup()
        .write(
            volume,
            new KubeletFiles.Content(
                Map.of("demo/client-secret", "secret".getBytes(StandardCharsets.UTF_8)), 0440));

    Path file = volume.resolve("demo/client-secret");
    assertThat(file).hasContent("secret");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("r--r-----");
    assertThat(Files.readSymbolicLink(volume.resolve("demo"))).isEqualTo(Path.of("..data/demo"));
    assertThat(Files.isSymbolicLink(volume.resolve("..data"))).isTrue();
  }

  @Test
  void shouldOpenAVolumeToItsGroup() throws IOException {
    Path volume = directory.resolve("state");

    ofOwnGroup().writable(volume);

    assertThat((Integer) Files.getAttribute(volume, "unix:mode") & 07777).isEqualTo(02770);
  }
}
