package io.m1bridge.contactsync.mapping;

import io.m1bridge.contactsync.change.JsonValue;
import io.m1bridge.contactsync.change.JsonValue.Bool;
import io.m1bridge.contactsync.change.JsonValue.Items;
import io.m1bridge.contactsync.change.JsonValue.Members;
import io.m1bridge.contactsync.change.JsonValue.Null;
import io.m1bridge.contactsync.change.JsonValue.Number;
import io.m1bridge.contactsync.change.JsonValue.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A place in a YAML file that knows its line; what is wrong there is told with it. */
final class YamlNode {

  private static final int NEAR = 3;

  private final Node node;
  private final Problems problems;

  /** Collects what is wrong, so that a person sees all of it at once. */
  static final class Problems {
    private final List<String> found = new ArrayList<>();

    void add(int line, String what) {
      found.add("line " + line + ": " + what);
    }

    List<String> found() {
      return List.copyOf(found);
    }
  }

  YamlNode(Node node, Problems problems) {
    this.node = node;
    this.problems = problems;
  }

  int line() {
    return node.getStartMark().getLine() + 1;
  }

  void wrong(String what) {
    problems.add(line(), what);
  }

  boolean isScalar() {
    return node instanceof ScalarNode;
  }

  boolean isList() {
    return node instanceof SequenceNode;
  }

  /** The text of a scalar as it is written; empty and a problem if it is something else. */
  String text() {
    if (node instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL)) {
      return scalar.getValue();
    }
    wrong("a text is needed here");
    return "";
  }

  /** The same where null is a word as any other. */
  String word() {
    return node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.NULL) ? "null" : text();
  }

  /** A constant for the mapping's result: nothing else than a scalar. */
  JsonValue scalar() {
    if (node instanceof ScalarNode) {
      return json();
    }
    wrong("a text, a number, true, false or null is needed here");
    return new Null();
  }

  /** The entries of a list; a single scalar counts as a list of one. */
  List<YamlNode> list() {
    if (node instanceof SequenceNode sequence) {
      return sequence.getValue().stream().map(each -> new YamlNode(each, problems)).toList();
    }
    if (node instanceof ScalarNode) {
      return List.of(this);
    }
    wrong("a list is needed here");
    return List.of();
  }

  /** The entries of a map, whatever their names are. */
  Map<String, YamlNode> map() {
    Map<String, YamlNode> entries = new LinkedHashMap<>();
    if (!(node instanceof MappingNode mapping)) {
      wrong("names and values are needed here");
      return entries;
    }
    for (NodeTuple tuple : mapping.getValue()) {
      YamlNode name = new YamlNode(tuple.getKeyNode(), problems);
      if (!(tuple.getKeyNode() instanceof ScalarNode scalar)) {
        name.wrong("a name is needed here");
      } else if (entries.put(scalar.getValue(), new YamlNode(tuple.getValueNode(), problems))
          != null) {
        name.wrong("'" + scalar.getValue() + "' stands here twice");
      }
    }
    return entries;
  }

  /**
   * The same where only some names are known.
   *
   * @param what the names are, such as {@code field}
   */
  Map<String, YamlNode> map(String what, Iterable<String> known) {
    Map<String, YamlNode> entries = map();
    entries
        .entrySet()
        .removeIf(
            entry -> {
              for (String name : known) {
                if (name.equals(entry.getKey())) {
                  return false;
                }
              }
              entry.getValue().unknown(what, entry.getKey(), known);
              return true;
            });
    return entries;
  }

  /** Says that a word is none of those known, and which one may be meant. */
  void unknown(String what, String word, Iterable<String> known) {
    String nearest = nearest(word, known);
    TreeSet<String> all = new TreeSet<>();
    known.forEach(all::add);
    wrong(
        "there is no "
            + what
            + " '"
            + word
            + "'"
            + (nearest == null ? "" : "; is '" + nearest + "' meant?")
            + " Known are "
            + String.join(", ", all));
  }

  private static @Nullable String nearest(String word, Iterable<String> known) {
    LevenshteinDistance distance = new LevenshteinDistance(NEAR);
    String best = null;
    int least = NEAR + 1;
    for (String name : known) {
      int far =
          distance.apply(
              word.toLowerCase(Locale.ROOT).replaceAll("[_ -]", ""),
              name.toLowerCase(Locale.ROOT).replaceAll("[_ -]", ""));
      if (far >= 0 && far < least) {
        least = far;
        best = name;
      }
    }
    return best;
  }

  /** The value as JSON would have it. */
  JsonValue json() {
    if (node instanceof MappingNode) {
      Map<String, JsonValue> members = new LinkedHashMap<>();
      map().forEach((name, value) -> members.put(name, value.json()));
      return new Members(members);
    }
    if (node instanceof SequenceNode) {
      return new Items(list().stream().map(YamlNode::json).toList());
    }
    ScalarNode scalar = (ScalarNode) node;
    Tag tag = scalar.getTag();
    if (tag.equals(Tag.NULL)) {
      return new Null();
    }
    if (tag.equals(Tag.BOOL)) {
      return new Bool(Boolean.parseBoolean(scalar.getValue()));
    }
    return tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)
        ? new Number(scalar.getValue())
        : new Text(scalar.getValue());
  }
}
