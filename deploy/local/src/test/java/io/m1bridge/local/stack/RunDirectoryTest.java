package io.m1bridge.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m1bridge.local.options.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirectoryTest {
  @TempDir Path temporary;

  @Test
  void shouldMakeADirectoryOfItsOwnAndDeleteItWhole() throws IOException {
    RunDirectory directory = RunDirectory.create(Optional.empty(), temporary, "r1");
    assertThat(directory.path()).isEqualTo(temporary.resolve(".run/r1"));
    Files.createDirectories(directory.path().resolve("a/b"));
    directory.write("secret", "x");

    directory.delete();
    assertThat(directory.path()).doesNotExist();
  }

  @Test
  void shouldRefuseADirectoryThatIsInUse() throws IOException {
    Files.writeString(temporary.resolve("mine"), "x");
    assertThatThrownBy(() -> RunDirectory.create(Optional.of(temporary), temporary, "r1"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("--dir");
  }

  @Test
  void shouldSayWhatToDoWhereNothingCanBeWritten() throws IOException {
    Path file = Files.writeString(temporary.resolve("file"), "x");
    assertThatThrownBy(
            () -> RunDirectory.create(Optional.of(file.resolve("below")), temporary, "r1"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("Cannot write to")
        .hasMessageContaining("--dir");
  }
}
