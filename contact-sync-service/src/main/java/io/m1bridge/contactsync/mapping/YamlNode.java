package io.m1bridge.contactsync.mapping;

import io.m1bridge.contactsync.change.JsonValue;
import io.m1bridge.contactsync.change.JsonValue.Bool;
import io.m1bridge.contactsync.change.JsonValue.Items;
import io.m1bridge.contactsync.change.JsonValue.Members;
import io.m1bridge.contactsync.change.JsonValue.Null;
import io.m1bridge.contactsync.change.JsonValue.Number;
import io.m1bridge.contactsync.change.JsonValue.Text;
import io.m1bridge.contactsync.contact.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A place in a YAML file that knows its line; what is wrong there is told with it. */
final class YamlNode {

  private static final Set<String> BOOLEANS = Set.of("true", "false");

  /** RFC 8259, section 6. */
  private static final Pattern JSON_NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

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

  /**
   * What one of a few words stands for; a problem if it is none of them.
   *
   * @param what the words are, such as {@code format}
   * @param otherwise goes on with after a problem
   */
  <T> T choice(String what, Map<String, T> words, T otherwise) {
    String word = word();
    @Nullable T chosen = words.get(word);
    if (chosen == null) {
      unknown(what, word, words.keySet());
      return otherwise;
    }
    return chosen;
  }

  /** The words of an enum: {@code DEAD_LETTER} is {@code dead-letter}. */
  static <E extends Enum<E>> Map<String, E> words(E[] values) {
    Map<String, E> words = new LinkedHashMap<>();
    for (E value : values) {
      words.put(value.name().toLowerCase(Locale.ROOT).replace('_', '-'), value);
    }
    return words;
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
      return sequence.getValue().stream().map(this::of).toList();
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
    names().forEach((name, entry) -> entries.put(name, of(entry.getValueNode())));
    return entries;
  }

  /**
   * The same where only some names are known.
   *
   * @param what the names are, such as {@code field}
   */
  Map<String, YamlNode> map(String what, Set<String> known) {
    Map<String, YamlNode> entries = new LinkedHashMap<>();
    names()
        .forEach(
            (name, entry) -> {
              if (known.contains(name)) {
                entries.put(name, of(entry.getValueNode()));
              } else {
                of(entry.getKeyNode()).unknown(what, name, known);
              }
            });
    return entries;
  }

  /** In which line each name of a map stands, from 1; empty if it is none. */
  Map<String, Integer> lines() {
    Map<String, Integer> lines = new LinkedHashMap<>();
    if (node instanceof MappingNode mapping) {
      for (NodeTuple tuple : mapping.getValue()) {
        if (tuple.getKeyNode() instanceof ScalarNode name) {
          lines.put(name.getValue(), of(name).line());
        }
      }
    }
    return lines;
  }

  private Map<String, NodeTuple> names() {
    Map<String, NodeTuple> names = new LinkedHashMap<>();
    if (!(node instanceof MappingNode mapping)) {
      wrong("names and values are needed here");
      return names;
    }
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode name)) {
        of(tuple.getKeyNode()).wrong("a name is needed here");
      } else if (names.put(name.getValue(), tuple) != null) {
        of(name).wrong("'" + name.getValue() + "' stands here twice");
      }
    }
    return names;
  }

  private YamlNode of(Node other) {
    return new YamlNode(other, problems);
  }

  /** Says that a word is none of those known, and which one may be meant. */
  void unknown(String what, String word, Iterable<String> known) {
    wrong("there is no " + what + " '" + word + "'" + Nearest.hint(word, known));
  }

  /**
   * The value as JSON would have it. What only YAML 1.1 takes for a number or for true is a text: a
   * gender {@code no} and a code {@code 0x1F} mean what they say.
   */
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
    String written = scalar.getValue();
    if (scalar.getTag().equals(Tag.NULL)) {
      return new Null();
    }
    if (scalar.getTag().equals(Tag.BOOL) && BOOLEANS.contains(written)) {
      return new Bool(Boolean.parseBoolean(written));
    }
    boolean number = scalar.getTag().equals(Tag.INT) || scalar.getTag().equals(Tag.FLOAT);
    return number && JSON_NUMBER.matcher(written).matches()
        ? new Number(written)
        : new Text(written);
  }
}
