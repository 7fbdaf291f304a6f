package io.m1bridge.ui.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReturnPathTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/ui/contacts", "/ui/contacts?q=%E7%8E%8B&page=2", "/ui/a:b@c", "/?a=b/c"})
  void shouldKeepPathsOfThisService(String path) {
    assertThat(ReturnPath.of(path).value()).isEqualTo(path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ui",
        "//evil",
        "///evil",
        "/\\evil",
        "\\\\evil",
        "/\n/evil",
        "/\t/evil",
        "http://evil",
        "/a b",
        "/a\r\nSet-Cookie: x",
        "/sign-in",
        "/sign-in?next=/",
        "/王"
      })
  void shouldGoHomeOtherwise(String path) {
    assertThat(ReturnPath.of(path)).isEqualTo(ReturnPath.HOME);
  }

  @Test
  void shouldGoHomeWhenNothingIsAsked() {
    assertThat(ReturnPath.of(null)).isEqualTo(ReturnPath.HOME);
    assertThat(ReturnPath.of("/" + "x".repeat(5_000))).isEqualTo(ReturnPath.HOME);
  }

  @Property
  void shouldStayOnThisOriginWhateverIsAsked(@ForAll("paths") String asked) {
    String path = ReturnPath.of(asked).value();

    assertThat(path).startsWith("/").doesNotStartWith("//").doesNotContain("\\");
    assertThat(path.chars()).allMatch(c -> c > ' ' && c < 127);
    if (path.indexOf('%') < 0) {
      assertThat(URI.create("http://ours.example").resolve(path).getHost())
          .isEqualTo("ours.example");
    }
  }

  @Provide
  Arbitrary<String> paths() {
    return Arbitraries.strings().withChars("/\\:.@?#%a \t\n;&=").ofMaxLength(12);
  }
}
