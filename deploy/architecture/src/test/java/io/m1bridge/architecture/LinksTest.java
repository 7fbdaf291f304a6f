package io.m1bridge.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Links from page to page lead somewhere, to the heading too. */
class LinksTest {

  private static final Pattern LINK = Pattern.compile("]\\(([^)#\\s]*)(?:#([^)\\s]*))?\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
  private static final int LEAST_LINKS = 40;
  private static final Pattern REASON = Pattern.compile("docs/rationale\\.md#([\\w-]+)");
  private static final int LEAST_REASONS = 30;

  @Test
  void shouldLeadSomewhere() throws IOException {
    List<String> broken = new ArrayList<>();
    int links = 0;
    for (Path page : Pages.below(Modules.ROOT)) {
      Matcher link = LINK.matcher(Files.readString(page));
      while (link.find()) {
        if (!link.group(1).startsWith("http")) {
          links++;
          problem(page, link.group(1), Optional.ofNullable(link.group(2))).ifPresent(broken::add);
        }
      }
    }
    assertThat(broken).as("links that lead nowhere").isEmpty();
    assertThat(links).isGreaterThan(LEAST_LINKS);
  }

  /** Code names the decision that it rests on. */
  @Test
  void shouldLeadFromCodeToItsReason() throws IOException {
    Set<String> decisions = headings(Modules.ROOT.resolve("docs/rationale.md"));
    List<String> reasons = new ArrayList<>();
    for (Path source : Pages.sources(Modules.ROOT)) {
      REASON.matcher(Files.readString(source)).results().forEach(one -> reasons.add(one.group(1)));
    }
    assertThat(reasons).hasSizeGreaterThan(LEAST_REASONS);
    assertThat(decisions).containsAll(reasons);
  }

  private static Optional<String> problem(Path page, String to, Optional<String> heading)
      throws IOException {
    Path target = to.isEmpty() ? page : page.resolveSibling(to).normalize();
    if (!Files.exists(target)) {
      return Optional.of(page + ": there is no " + to);
    }
    return heading.isEmpty() || headings(target).contains(heading.get())
        ? Optional.empty()
        : Optional.of(page + ": " + to + " has no heading #" + heading.get());
  }

  /** As GitHub names them. */
  private static Set<String> headings(Path page) throws IOException {
    return HEADING
        .matcher(Files.readString(page))
        .results()
        .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
        .map(text -> text.replaceAll("[^\\p{L}\\p{N}_\\- ]", "").replace(' ', '-'))
        .collect(Collectors.toSet());
  }
}
