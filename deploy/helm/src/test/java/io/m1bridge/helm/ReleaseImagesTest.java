package io.m1bridge.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code deploy/release/verify} looks into the archives of images: who loads one gets the layers
 * that {@code images.txt} names, and those were compared with what was built again.
 */
class ReleaseImagesTest {

  private static final Path VERIFY = Path.of("../release/verify");
  private static final String APP = "token-service";
  private static final String TAR = APP + "-1.2.3.image.tar";

  @TempDir Path directory;
  private Path release;

  @BeforeAll
  static void needsTar() throws Exception {
    assumeThat(run("tar", "--version").said())
        .as("SKIPPED: deploy/release/verify needs GNU tar")
        .contains("GNU tar");
  }

  @BeforeEach
  void makeARelease() throws Exception {
    release = Files.createDirectory(directory.resolve("release"));
    Files.writeString(release.resolve("BUILD-INFO"), "version=1.2.3\ncommit=0\nbase=none\n");
    Files.writeString(
        release.resolve("images.txt"),
        "m1-bridge/%1$s:1.2.3 0\nm1-bridge/%1$s:1.2.3 layer %2$s\nm1-bridge/%1$s:1.2.3 layer %3$s\n"
            .formatted(APP, digest("base"), digest("code")));
    image(APP + ":1.2.3", "base", "code");
  }

  @Test
  void shouldTakeAnImageOfTheLayersThatItNames() throws Exception {
    assertThat(verified()).matches(Result::isGood, "good");
  }

  /** Signed it may be, and its own configuration may say what images.txt says. */
  @Test
  void shouldRefuseAnImageOfOtherLayers() throws Exception {
    image(APP + ":1.2.3", "base", "evil");

    Result verified = verified();

    assertThat(verified.isGood()).isFalse();
    assertThat(verified.said()).contains("THE IMAGE DOES NOT FIT", TAR, digest("evil"));
  }

  @Test
  void shouldRefuseAnImageOfMoreLayersAndOneOfAnotherName() throws Exception {
    image(APP + ":1.2.3", "base", "code", "evil");
    assertThat(verified().said()).contains("THE IMAGE DOES NOT FIT: layers", digest("evil"));

    image("contact-sync-service:1.2.3", "base", "code");
    assertThat(verified().said()).contains("THE IMAGE DOES NOT FIT", "is loaded as");
  }

  @Test
  void shouldRefuseAnImageThatIsNotListedAndAListedOneThatIsNotThere() throws Exception {
    Files.copy(release.resolve(TAR), release.resolve("more-1.2.3.image.tar"));
    assertThat(verified().said()).contains("more-1.2.3.image.tar is in no line of images.txt");

    Files.delete(release.resolve("more-1.2.3.image.tar"));
    Files.delete(release.resolve(TAR));
    assertThat(verified()).matches(result -> !result.isGood(), "not good");
  }

  /** With checksums that fit, as somebody signs them who has changed the release. */
  private Result verified() throws Exception {
    StringBuilder sums = new StringBuilder();
    List<Path> files = new ArrayList<>();
    try (var found = Files.list(release)) {
      found.filter(file -> !file.endsWith("SHA256SUMS")).sorted().forEach(files::add);
    }
    for (Path file : files) {
      sums.append(sha256(Files.readAllBytes(file)))
          .append("  ")
          .append(file.getFileName())
          .append('\n');
    }
    Files.writeString(release.resolve("SHA256SUMS"), sums);
    return run(VERIFY.toString(), release.toString(), "--unsigned", "--checksums-only");
  }

  /** As podman saves one; what its configuration says of its layers is what images.txt says. */
  private void image(String name, String... layers) throws Exception {
    Path image = Files.createTempDirectory(directory, "image");
    List<String> files = new ArrayList<>();
    for (String layer : layers) {
      Files.writeString(image.resolve(layer + ".tar"), layer);
      files.add("\"" + layer + ".tar\"");
    }
    Files.writeString(
        image.resolve("config.json"),
        "{\"config\":{\"User\":\"10001\"},\"rootfs\":{\"diff_ids\":[\"%s\",\"%s\"]}}"
            .formatted(digest("base"), digest("code")));
    Files.writeString(
        image.resolve("manifest.json"),
        "[{\"Config\":\"config.json\",\"RepoTags\":[\"localhost/m1-bridge/%s\"],\"Layers\":[%s]}]"
            .formatted(name, String.join(",", files)));
    Result packed = run("tar", "-cf", release.resolve(TAR).toString(), "-C", image.toString(), ".");
    assertThat(packed).matches(Result::isGood, "packed");
  }

  private static String digest(String layer) throws Exception {
    return "sha256:" + sha256(layer.getBytes(StandardCharsets.UTF_8));
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  private static Result run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), said);
  }

  private record Result(int exit, String said) {
    boolean isGood() {
      return exit == 0;
    }
  }
}
