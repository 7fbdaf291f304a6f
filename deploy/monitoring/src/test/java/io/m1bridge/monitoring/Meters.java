package io.m1bridge.monitoring;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every metric that Prometheus can find at the services, with labels that it may have: our own
 * meters as the code makes them, and what the platform brings, as a running system showed it.
 */
final class Meters {

  private static final Pattern CONSTANT =
      Pattern.compile("static final String (\\w+) =\\s*(\"m1[\\w.-]*\");");
  private static final Pattern METER = Pattern.compile("\"(m1(?:bridge)?\\.[a-z.-]+)\"");
  private static final Pattern KIND =
      Pattern.compile("\\b(Gauge|MultiGauge|Timer|Counter|DistributionSummary)\\s*\\.builder\\(");
  private static final Pattern SHORT = Pattern.compile("\\.\\s*(counter|timer|summary)\\(");
  private static final Pattern LITERAL = Pattern.compile("\"([a-z_]+)\"");
  private static final Pattern UNIT = Pattern.compile("\\.baseUnit\\(\"(\\w+)\"\\)");

  /** What Prometheus itself, its operator or the compose file puts to each series. */
  private static final Set<String> OF_TARGETS =
      Set.of("instance", "job", "application", "namespace", "pod");

  private static final Set<String> LEFT_OUT = Set.of("target", "deploy", ".git", ".run");

  private final Map<String, Set<String>> labels = new TreeMap<>();

  static Meters ofTheCode() throws IOException {
    Meters meters = new Meters();
    for (Path file : sources()) {
      meters.read(Files.readString(file));
    }
    for (String line : Files.readAllLines(Path.of("src/test/resources/platform-metrics.txt"))) {
      if (!line.startsWith("#")) {
        List<String> words = List.of(line.split(" "));
        meters.add(words.get(0), words.subList(1, words.size()));
      }
    }
    return meters;
  }

  /** What is built is left out: other modules are built beside this one. */
  private static List<Path> sources() throws IOException {
    List<Path> sources = new ArrayList<>();
    Files.walkFileTree(
        Directories.ROOT,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            return LEFT_OUT.contains(String.valueOf(directory.getFileName()))
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(".java") && file.toString().contains("src/main/java")) {
              sources.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return sources;
  }

  /** Names are literals, so that they can be found by looking for them. */
  void read(String code) {
    if (!code.contains("import io.micrometer.")) {
      return;
    }
    String text = code;
    for (Map.Entry<String, String> constant : constants(code).entrySet()) {
      text = text.replaceAll("\\b" + constant.getKey() + "\\b(?! =)", constant.getValue());
    }
    List<String> tags =
        LITERAL.matcher(text).results().map(literal -> literal.group(1)).distinct().toList();
    Matcher meter = METER.matcher(text);
    while (meter.find()) {
      String before = text.substring(begin(text, meter.start()), meter.start());
      String after = text.substring(meter.end(), text.indexOf(';', meter.end()));
      if (!before.contains("static final String")) {
        String name = meter.group(1).replaceAll("[.-]", "_");
        names(name, kind(before), after).forEach(one -> add(one, tags));
      }
    }
  }

  private static Map<String, String> constants(String code) {
    Map<String, String> constants = new HashMap<>();
    Matcher constant = CONSTANT.matcher(code);
    while (constant.find()) {
      constants.put(constant.group(1), constant.group(2));
    }
    return constants;
  }

  private static int begin(String text, int at) {
    return 1
        + Math.max(
            text.lastIndexOf(';', at),
            Math.max(text.lastIndexOf('{', at), text.lastIndexOf('}', at)));
  }

  private static String kind(String before) {
    String kind = "Gauge";
    int last = -1;
    for (Pattern pattern : List.of(KIND, SHORT)) {
      Matcher matcher = pattern.matcher(before);
      while (matcher.find()) {
        if (matcher.start() > last) {
          last = matcher.start();
          kind = matcher.group(1);
        }
      }
    }
    return kind;
  }

  /** As Micrometer's Prometheus registry names them. */
  private static List<String> names(String name, String kind, String after) {
    return switch (kind) {
      case "counter", "Counter" -> List.of(name + "_total");
      case "timer", "Timer" ->
          Stream.concat(
                  Stream.of("_seconds_count", "_seconds_sum", "_seconds_max"),
                  Stream.of("_seconds_bucket")
                      .filter(end -> after.contains("publishPercentileHistogram")))
              .map(name::concat)
              .toList();
      case "summary", "DistributionSummary" ->
          Stream.of("_count", "_sum", "_max").map(name::concat).toList();
      default -> {
        Matcher unit = UNIT.matcher(after);
        yield List.of(unit.find() ? name + "_" + unit.group(1) : name);
      }
    };
  }

  private void add(String metric, List<String> its) {
    Set<String> all = labels.computeIfAbsent(metric, m -> new TreeSet<>(OF_TARGETS));
    all.addAll(its);
    if (metric.endsWith("_bucket")) {
      all.add("le");
    }
  }

  Set<String> names() {
    return labels.keySet();
  }

  /** Labels that at least one of these metrics may have. */
  Set<String> labelsOf(Set<String> metrics) {
    return metrics.stream()
        .flatMap(metric -> labels.getOrDefault(metric, Set.of()).stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
