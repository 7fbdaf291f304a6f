package io.m1bridge.secretsscan;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the build used as secrets: files of lines {@code kind TAB secret}. */
final class UsedSecrets {

  /**
   * Shorter ones are words of a test, such as {@code demo-secret}: found everywhere, secret to
   * nobody.
   */
  static final int SHORTEST = 12;

  private static final Pattern KEY_MATERIAL = Pattern.compile("\"value\":\\s*\"([^\"]+)\"");

  private final Map<String, String> kindBySecret = new HashMap<>();
  private final Map<String, Set<String>> byKind = new TreeMap<>();

  static UsedSecrets read(List<Path> files) throws IOException {
    UsedSecrets secrets = new UsedSecrets();
    for (Path file : files) {
      for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
        int tab = line.indexOf('\t');
        if (tab > 0) {
          secrets.add(line.substring(0, tab), line.substring(tab + 1));
        }
      }
    }
    return secrets;
  }

  /** One more, in every form in which it may stand in a log. */
  void add(String kind, String secret) {
    parts(kind, secret)
        .filter(part -> part.length() >= SHORTEST)
        .forEach(
            part -> {
              byKind.computeIfAbsent(kind, k -> new HashSet<>()).add(part);
              kindBySecret.putIfAbsent(part, kind);
              kindBySecret.putIfAbsent(URLEncoder.encode(part, StandardCharsets.UTF_8), kind);
            });
  }

  private static Stream<String> parts(String kind, String secret) {
    return switch (kind) {
      case "keyset" -> {
        Matcher matcher = KEY_MATERIAL.matcher(secret);
        yield matcher.results().map(result -> result.group(1)).toList().stream();
      }
      // A signature alone is as good as the whole: header and claims can be guessed.
      case "caller-jwt" -> Stream.of(secret, secret.substring(secret.lastIndexOf('.') + 1));
      default -> Stream.of(secret);
    };
  }

  /** How many different ones of a kind there are. */
  int count(String kind) {
    return byKind.getOrDefault(kind, Set.of()).size();
  }

  /** Every form of every secret, with its kind. */
  Map<String, String> kinds() {
    return Map.copyOf(kindBySecret);
  }

  /** Numbers only. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    byKind.forEach((kind, all) -> text.append(kind).append(' ').append(all.size()).append(", "));
    return text.toString();
  }
}
