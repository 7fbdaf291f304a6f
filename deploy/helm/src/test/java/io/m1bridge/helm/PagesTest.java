package io.m1bridge.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is published: all pages and signing in, and nothing that needs no sign-in. */
class PagesTest {

  private static final Path ROOT = Path.of("../..");
  private static final List<String> MODULES =
      List.of("common/ui", "token-service", "contact-sync-service", "edm-event-service");
  private static final Pattern OF_CLASS = Pattern.compile("(?m)^@Path\\(\"([^\"]*)\"\\)");
  private static final Pattern OF_METHOD = Pattern.compile("(?m)^  @Path\\(\"([^\"]*)\"\\)");

  /** Constants in annotations are not read here. */
  private static final Set<String> OTHERS =
      Set.of("/sign-in", "/sign-in/start", "/sign-in/callback", "/m1bridge-ui/style.css");

  private static final List<String> INSIDE =
      List.of(
          "/v1/status",
          "/v1/accounts",
          "/v1/permits",
          "/v1/internal/brake",
          "/q/metrics",
          "/openapi");

  @Test
  void shouldPublishPagesByIngress() throws IOException {
    List<Ingress> ingresses =
        Chart.render(Chart.VALUES.resolve("production.yaml")).stream()
            .filter(Ingress.class::isInstance)
            .map(Ingress.class::cast)
            .toList();

    assertThat(ingresses).hasSize(3);
    for (Ingress ingress : ingresses) {
      List<Rule> rules = new ArrayList<>();
      ingress
          .getSpec()
          .getRules()
          .forEach(
              rule ->
                  rule.getHttp()
                      .getPaths()
                      .forEach(
                          path ->
                              rules.add(
                                  new Rule(path.getPath(), path.getPathType().equals("Prefix")))));
      assertPublished(rules);
    }
  }

  @Test
  void shouldPublishPagesByGateway() throws IOException {
    List<JsonNode> routes =
        Chart.manifests(Chart.VALUES.resolve("tls.yaml")).stream()
            .map(manifest -> Serialization.<JsonNode>unmarshal(manifest, JsonNode.class))
            .filter(manifest -> manifest.path("kind").asText().equals("HTTPRoute"))
            .toList();

    assertThat(routes).isNotEmpty();
    for (JsonNode route : routes) {
      List<Rule> rules = new ArrayList<>();
      for (JsonNode match : route.at("/spec/rules/0/matches")) {
        rules.add(
            new Rule(
                match.at("/path/value").asText(),
                match.at("/path/type").asText().equals("PathPrefix")));
      }
      assertPublished(rules);
    }
  }

  private static void assertPublished(List<Rule> rules) throws IOException {
    Set<String> pages = pages();
    assertThat(pages).hasSizeGreaterThan(20);
    assertThat(pages).allMatch(page -> isPublished(rules, page));
    assertThat(INSIDE).noneMatch(path -> isPublished(rules, path));
  }

  private static boolean isPublished(List<Rule> rules, String path) {
    return rules.stream().anyMatch(rule -> rule.matches(path));
  }

  /** All paths that the services answer, but those of REST. */
  private static Set<String> pages() throws IOException {
    Set<String> pages = new TreeSet<>(OTHERS);
    for (String module : MODULES) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
        for (Path file : files.filter(file -> file.toString().endsWith(".java")).toList()) {
          String source = Files.readString(file);
          Matcher first = OF_CLASS.matcher(source);
          if (first.find() && !first.group(1).startsWith("/v1")) {
            pages.add(first.group(1));
            Matcher more = OF_METHOD.matcher(source);
            while (more.find()) {
              pages.add((first.group(1) + "/" + more.group(1)).replaceAll("/+", "/"));
            }
          }
        }
      }
    }
    return pages;
  }

  /**
   * @param prefix whether it matches what is below too, by whole elements of a path
   */
  private record Rule(String path, boolean prefix) {
    boolean matches(String asked) {
      return asked.equals(path) || (prefix && (path.equals("/") || asked.startsWith(path + "/")));
    }
  }
}
