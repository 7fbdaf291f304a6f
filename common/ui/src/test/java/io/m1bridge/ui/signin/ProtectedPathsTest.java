package io.m1bridge.ui.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProtectedPathsTest {

  private final ProtectedPaths paths = new ProtectedPaths(List.of("/", "/ui/*", "/admin"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "//",
        "/;x",
        "/ui",
        "/ui/",
        "/ui/a/b",
        "/ui;x=1/a",
        "//ui/a",
        "/ui//a",
        "/admin",
        "/admin/",
        "/admin;x"
      })
  void shouldCoverEverySpelling(String path) {
    assertThat(paths.covers(path)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/accounts",
        "/uix",
        "/admin/sub",
        "/v1/ui/a",
        "/m1bridge-ui/style.css",
        "/sign-in"
      })
  void shouldLeaveTheRest(String path) {
    assertThat(paths.covers(path)).isFalse();
  }

  @Test
  void shouldRefusePatternThatWouldProtectNothing() {
    for (String wrong : List.of("ui/*", "/ui*", "/*/ui", "/u*/i/*", "*")) {
      assertThatThrownBy(() -> new ProtectedPaths(List.of(wrong)))
          .hasMessageContaining("m1bridge.ui.protected-paths")
          .hasMessageContaining(wrong);
    }
  }

  @Test
  void shouldCoverEverythingByOnePattern() {
    assertThat(new ProtectedPaths(List.of("/*")).covers("/v1/x")).isTrue();
    assertThat(new ProtectedPaths(List.of("/*")).covers("/")).isTrue();
  }
}
