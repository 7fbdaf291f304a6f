package io.m1bridge.token.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysetCommandTest {

  @TempDir private Path directory;
  private Path file;
  private String printed = "";
  private String complained = "";

  @BeforeEach
  void generate() throws IOException {
    file = directory.resolve("keyset.json");
    assertThat(run("--generate-keyset")).hasValue(0);
    Files.writeString(file, printed);
  }

  @Test
  void shouldRotateInSteps() throws Exception {
    KeyId old = keyset().primary();
    assertThat(run("--add-key", file.toString())).hasValue(0);
    assertThat(keyset().primary()).isEqualTo(old);
    assertThat(keyset().ids()).hasSize(2);
    KeyId added = keyset().ids().get(1);
    assertThat(printed).isEqualTo(old + " primary\n" + added + "\n");

    assertThat(run("--promote-key", file.toString())).hasValue(0);
    assertThat(keyset().primary()).isEqualTo(added);
    assertThat(run("--promote-key", file.toString(), old.toString())).hasValue(0);
    assertThat(keyset().primary()).isEqualTo(old);
    assertThat(run("--promote-key", file.toString(), added.toString())).hasValue(0);

    assertThat(run("--remove-key", file.toString(), old.toString())).hasValue(0);
    assertThat(keyset().ids()).containsExactly(added);
    assertThat(run("--list-keys", file.toString())).hasValue(0);
    assertThat(printed).isEqualTo(added + " primary\n");
  }

  @Test
  void shouldRotateAtOnceAndLeaveOneFileForItsOwnerAlone() throws Exception {
    KeyId old = keyset().primary();
    Path link = Files.createSymbolicLink(directory.resolve("mounted.json"), file);
    assertThat(run("--rotate-keyset", link.toString())).hasValue(0);
    assertThat(keyset().ids()).hasSize(2).first().isEqualTo(old);
    assertThat(keyset().primary()).isNotEqualTo(old);
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(Files.isSymbolicLink(link)).isTrue();
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).containsExactlyInAnyOrder(file, link);
    }
  }

  @Test
  void shouldRefuseWhatWouldLoseSomethingAndLeaveTheFileAlone() throws Exception {
    String before = Files.readString(file);
    String primary = keyset().primary().toString();
    assertThat(run("--remove-key", file.toString(), primary)).hasValue(1);
    assertThat(complained).contains("is the primary one");
    assertThat(run("--remove-key", file.toString(), "17")).hasValue(1);
    assertThat(complained).contains("no key 17");
    assertThat(run("--remove-key", file.toString(), "x")).hasValue(1);
    assertThat(complained).contains("is a number");
    assertThat(run("--promote-key", file.toString())).hasValue(1);
    assertThat(complained).contains("--add-key makes one");
    assertThat(run("--remove-key", file.toString())).hasValue(2);
    assertThat(run("--list-keys")).hasValue(2);
    assertThat(run("--add-key", directory.resolve("none").toString())).hasValue(1);
    assertThat(Files.readString(file)).isEqualTo(before);
  }

  @Test
  void shouldAskWhichOfSeveralNewerKeys() {
    run("--add-key", file.toString());
    run("--add-key", file.toString());
    assertThat(run("--promote-key", file.toString())).hasValue(1);
    assertThat(complained).contains("several newer keys");
  }

  @Test
  void shouldNotPrintAKeyButWhenItIsMade() throws Exception {
    for (String name : List.of("--add-key", "--promote-key", "--list-keys", "--rotate-keyset")) {
      run(name, file.toString());
      assertThat(printed + complained).doesNotContain("value", "AesGcm");
    }
  }

  @Test
  void shouldLeaveOtherArgumentsToOthers() {
    assertThat(run()).isEmpty();
    assertThat(run("-Dx=y")).isEmpty();
    assertThat(run("FILE")).isEmpty();
  }

  private Keyset keyset() throws IOException {
    return Keyset.parse(Files.readString(file));
  }

  private OptionalInt run(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    OptionalInt exit =
        new KeysetCommand(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8))
            .run(List.of(args));
    printed = out.toString(StandardCharsets.UTF_8);
    complained = err.toString(StandardCharsets.UTF_8);
    return exit;
  }
}
