package io.m1bridge.monitoring;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an expression names. Only as much of PromQL as our expressions have. */
record Promql(Set<String> metrics, Set<String> labels) {

  private static final Pattern GROUPING = Pattern.compile("\\b(?:by|without|on)\\s*\\(([^)]*)\\)");
  private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)\\s*\"");
  private static final Pattern TEXT = Pattern.compile("\"[^\"]*\"");
  private static final Pattern RANGE = Pattern.compile("\\[[^]]*]");
  private static final Pattern NAME = Pattern.compile("\\b[a-z]\\w*\\b(?!\\s*\\()");
  private static final Set<String> WORDS =
      Set.of("and", "or", "unless", "offset", "bool", "ignoring", "group_left", "group_right");

  static Promql of(String expression) {
    Set<String> labels = new TreeSet<>();
    Matcher grouping = GROUPING.matcher(expression);
    while (grouping.find()) {
      for (String label : grouping.group(1).split(",")) {
        labels.add(label.strip());
      }
    }
    Matcher matcher = MATCHER.matcher(expression);
    while (matcher.find()) {
      labels.add(matcher.group(1));
    }
    String bare = GROUPING.matcher(expression).replaceAll(" ");
    bare = TEXT.matcher(bare).replaceAll(" ");
    bare = bare.replaceAll("\\{[^}]*}", " ");
    bare = RANGE.matcher(bare).replaceAll(" ");
    Set<String> metrics = new TreeSet<>();
    Matcher name = NAME.matcher(bare);
    while (name.find()) {
      if (!WORDS.contains(name.group())) {
        metrics.add(name.group());
      }
    }
    return new Promql(metrics, labels);
  }
}
