package io.m1bridge.ui.signin;

import java.util.List;
import java.util.regex.Pattern;

/** Which paths need a sign-in. */
final class ProtectedPaths {

  // JAX-RS drops ";name=value" from each segment before it matches: so do we, else it would be a
  // way around the sign-in.
  private static final Pattern MATRIX_PARAMETERS = Pattern.compile(";[^/]*");
  private static final Pattern SLASHES = Pattern.compile("/{2,}");

  private final List<String> patterns;

  /**
   * @throws IllegalArgumentException naming the setting, if a pattern could never match
   */
  ProtectedPaths(List<String> patterns) {
    for (String pattern : patterns) {
      int star = pattern.indexOf('*');
      if (!pattern.startsWith("/")
          || (star >= 0 && !(pattern.endsWith("/*") && star == pattern.length() - 1))) {
        throw new IllegalArgumentException(
            "m1bridge.ui.protected-paths: '"
                + pattern
                + "' is neither a path such as / nor a prefix such as /ui/*");
      }
    }
    this.patterns = List.copyOf(patterns);
  }

  /**
   * @param path normalized: percent-decoded where that does not change its meaning, without dot
   *     segments
   */
  boolean covers(String path) {
    String plain = SLASHES.matcher(MATRIX_PARAMETERS.matcher(path).replaceAll("")).replaceAll("/");
    return patterns.stream().anyMatch(pattern -> matches(pattern, plain));
  }

  private static boolean matches(String pattern, String path) {
    if (!pattern.endsWith("/*")) {
      return path.equals(pattern) || path.equals(pattern + "/");
    }
    String prefix = pattern.substring(0, pattern.length() - 1);
    return path.startsWith(prefix) || (path + "/").equals(prefix);
  }
}
