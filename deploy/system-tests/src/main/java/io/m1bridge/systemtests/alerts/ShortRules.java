package io.m1bridge.systemtests.alerts;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The alerting rules with every hour as a minute and every minute as a second: {@code for:}, ranges
 * and offsets. Nothing else of them is changed.
 */
final class ShortRules {

  private static final Pattern TIME =
      Pattern.compile("(for: |\\[|offset )(\\d+)([hm])(?=\\s|]|\\))");

  private ShortRules() {}

  static String of(String rules) {
    return TIME.matcher(rules).replaceAll(ShortRules::shorter);
  }

  private static String shorter(MatchResult time) {
    String unit = time.group(3).equals("h") ? "m" : "s";
    return Matcher.quoteReplacement(time.group(1) + time.group(2) + unit);
  }
}
