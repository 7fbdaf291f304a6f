package io.m1bridge.token.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m1bridge.token.secret.Keyset.KeysetUnusable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysetFileTest {

  @TempDir private Path directory;

  @Test
  void shouldFollowTheFileAndKeepWhatWorksWhenItDoesNot() throws Exception {
    String first = Keyset.generate();
    Path path = Files.writeString(directory.resolve("keyset.json"), first);
    KeysetFile file = new KeysetFile(path);
    Keyset keyset = file.keyset();
    KeyId old = keyset.primary();
    assertThat(file.refresh(Set.of())).isFalse();

    String rotated = Keysets.rotated(first);
    Files.writeString(path, rotated);
    assertThat(file.refresh(Set.of(old))).isTrue();
    KeyId fresh = keyset.primary();
    assertThat(fresh).isNotEqualTo(old);

    Files.writeString(path, "{");
    assertThat(file.refresh(Set.of(old))).isFalse();
    Files.writeString(path, Keysets.without(rotated, old));
    assertThat(file.refresh(Set.of(old))).isFalse();
    Files.delete(path);
    assertThat(file.refresh(Set.of(old))).isFalse();
    assertThat(keyset.ids()).containsExactly(old, fresh);

    Files.writeString(path, Keysets.without(rotated, old));
    assertThat(file.refresh(Set.of(fresh))).isTrue();
    assertThat(keyset.ids()).containsExactly(fresh);
  }

  @Test
  void shouldRefuseToStartWithoutAKeyset() throws Exception {
    assertThatThrownBy(() -> new KeysetFile(directory.resolve("none.json")))
        .isInstanceOf(KeysetUnusable.class)
        .hasMessageContaining("M1BRIDGE_TOKEN_KEYSET_FILE")
        .hasMessageContaining("NoSuchFile");
    Path empty = Files.createFile(directory.resolve("empty.json"));
    assertThatThrownBy(() -> new KeysetFile(empty)).isInstanceOf(KeysetUnusable.class);
  }
}
