package io.m1bridge.ui.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Text that cannot be read is a defect: WCAG 2.2, 1.4.3 (text) and 1.4.11 (lines of charts, borders
 * of controls).
 */
class ContrastTest {

  private static final Pattern COLOUR = Pattern.compile("--([a-z0-9-]+): (#[0-9a-f]{6});");

  @ParameterizedTest
  @CsvSource({
    "text, ground",
    "text, surface",
    "text, sunken",
    "muted, ground",
    "muted, surface",
    "muted, sunken",
    "accent, ground",
    "accent, surface",
    "accent-strong, sunken",
    "on-accent, accent",
    "on-accent, accent-strong",
    "ok, ok-ground",
    "warn, warn-ground",
    "bad, bad-ground",
    "info, info-ground",
    "idle, idle-ground",
    "text, ok-ground",
    "text, warn-ground",
    "text, bad-ground",
    "text, info-ground",
    "bad, surface",
    "warn, ground",
    "text, idle-ground"
  })
  void shouldShowReadableText(String text, String ground) {
    for (Map<String, String> palette : palettes()) {
      assertThat(contrast(palette.get(text), palette.get(ground)))
          .as("%s on %s", text, ground)
          .isGreaterThanOrEqualTo(4.5);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "series-1, surface",
    "series-2, surface",
    "series-3, surface",
    "series-4, surface",
    "series-5, surface",
    "series-6, surface",
    "line-strong, surface",
    "accent, idle-ground"
  })
  void shouldShowVisibleLines(String line, String ground) {
    for (Map<String, String> palette : palettes()) {
      assertThat(contrast(palette.get(line), palette.get(ground)))
          .as("%s on %s", line, ground)
          .isGreaterThanOrEqualTo(3);
    }
  }

  private static List<Map<String, String>> palettes() {
    String css = css();
    int dark = css.indexOf("@media (prefers-color-scheme: dark)");
    assertThat(dark).isPositive();
    Map<String, String> light = colours(css.substring(0, dark));
    Map<String, String> inTheDark = new LinkedHashMap<>(light);
    inTheDark.putAll(colours(css.substring(dark)));
    return List.of(light, inTheDark);
  }

  private static Map<String, String> colours(String css) {
    Map<String, String> colours = new LinkedHashMap<>();
    COLOUR.matcher(css).results().forEach(found -> colours.put(found.group(1), found.group(2)));
    return colours;
  }

  private static double contrast(String one, String other) {
    double a = luminance(one);
    double b = luminance(other);
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }

  private static double luminance(String colour) {
    return 0.2126 * channel(colour, 1) + 0.7152 * channel(colour, 3) + 0.0722 * channel(colour, 5);
  }

  private static double channel(String colour, int at) {
    double value = Integer.parseInt(colour.substring(at, at + 2), 16) / 255.0;
    return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
  }

  private static String css() {
    try (InputStream file =
        ContrastTest.class.getResourceAsStream("/META-INF/resources/m1bridge-ui/style.css")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
