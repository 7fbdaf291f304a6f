package io.m1bridge.contactsync.mapping;

import com.schibsted.spt.data.jslt.JsltException;
import io.m1bridge.contactsync.change.JsonValue;
import io.m1bridge.contactsync.change.KeyFormat;
import io.m1bridge.contactsync.mapping.Mapping.CustomLabel;
import io.m1bridge.contactsync.mapping.Mapping.Format;
import io.m1bridge.contracts.ContactData;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Reads mapping files; says everything that is wrong with one at once, by line.
 *
 * <p>Why: {@code docs/rationale.md#yaml-is-read-as-nodes-not-bound-to-classes}.
 */
public final class MappingReader {

  private static final Set<String> PARTS =
      Set.of(
          "format",
          "key-format",
          "key",
          "account",
          DeletesReader.ACCOUNT_OF_DELETES,
          IdentityReader.IDENTITY,
          IdentityReader.WITHOUT,
          IdentityReader.WITHOUT_EMAIL,
          "contact",
          "tests");
  private static final String OPT_OUT = "opt-out";
  private static final Set<String> CONTACT = Set.of("fields", "custom", "groups", OPT_OUT);
  private static final Set<String> RULE =
      Set.of("from", "constant", "template", "jslt", "convert", "invalid");
  private static final String CREATE = "create";
  private static final Set<String> CUSTOM_RULE =
      Stream.concat(
              RULE.stream(), Stream.of(CREATE, DropDownReader.OPTIONS, DropDownReader.NEW_OPTIONS))
          .collect(Collectors.toUnmodifiableSet());
  private static final Map<String, Boolean> BOOLEANS = Map.of("true", true, "false", false);
  private static final Set<String> ORIGINS = Set.of("from", "constant", "template", "jslt");
  private static final Map<String, Boolean> NULL_WHERE_INVALID =
      Map.of("null", true, "dead-letter", false);
  private static final Map<String, Format> FORMATS = YamlNode.words(Format.values());

  private final YamlNode.Problems problems = new YamlNode.Problems();

  private MappingReader() {}

  /**
   * Reads a file.
   *
   * @throws MappingException if it cannot be used
   */
  public static Mapping read(Path file) {
    try {
      return read(file.getFileName().toString(), Files.readString(file));
    } catch (IOException e) {
      throw new MappingException(
          file.toString(), List.of("it cannot be read (" + e.getClass().getSimpleName() + ")"));
    }
  }

  /**
   * Reads a text.
   *
   * @param file names it in messages
   * @throws MappingException if it cannot be used
   */
  public static Mapping read(String file, String yaml) {
    MappingReader reader = new MappingReader();
    Mapping mapping = reader.mapping(file, yaml);
    List<String> found = reader.problems.found();
    if (!found.isEmpty()) {
      throw new MappingException(file, found);
    }
    return mapping;
  }

  private Mapping mapping(String file, String yaml) {
    YamlNode root = new YamlNode(composed(file, yaml), problems);
    Map<String, YamlNode> parts = root.map("part of a mapping", PARTS);
    if (!parts.containsKey("format")) {
      root.wrong("'format' is missing: " + String.join(", ", FORMATS.keySet()));
    }
    Format format = choice(parts, "format", FORMATS, Format.JSON);
    Map<String, YamlNode> contact =
        parts.containsKey("contact")
            ? parts.get("contact").map("part of 'contact'", CONTACT)
            : Map.of();
    if (!contact.containsKey("fields")) {
      root.wrong("'contact' with its 'fields' is missing: what a contact is made of");
    }
    KeyFormat keyFormat = keyFormat(parts, format);
    List<String> key =
        parts.containsKey("key")
            ? parts.get("key").list().stream().map(YamlNode::text).toList()
            : List.of();
    Rule account = parts.containsKey("account") ? rule(parts.get("account")) : null;
    List<CustomLabel> custom =
        contact.containsKey("custom") ? labels(contact.get("custom")) : List.of();
    return new Mapping(
        format,
        keyFormat,
        key,
        account,
        new DeletesReader(format, keyFormat, key).read(parts, account),
        IdentityReader.knownBy(parts, contact),
        IdentityReader.withoutIt(parts),
        contact.containsKey("fields")
            ? rules(contact.get("fields").map("field", ContactData.FIELDS), RULE)
            : Map.of(),
        contact.containsKey("fields") ? contact.get("fields").lines() : Map.of(),
        contact.containsKey("custom") ? customRules(contact.get("custom"), custom) : Map.of(),
        custom,
        contact.containsKey("groups") ? rule(contact.get("groups")) : null,
        contact.containsKey(OPT_OUT) ? rule(contact.get(OPT_OUT)) : null,
        parts.containsKey("tests") ? ExampleReader.read(parts.get("tests")) : List.of());
  }

  private static Node composed(String file, String yaml) {
    try {
      Node root = new Yaml(new LoaderOptions()).compose(new StringReader(yaml));
      if (root != null) {
        return root;
      }
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      throw new MappingException(file, List.of("line " + line + ": " + e.getProblem()));
    }
    throw new MappingException(file, List.of("line 1: the file is empty"));
  }

  static <T> T choice(Map<String, YamlNode> parts, String name, Map<String, T> words, T otherwise) {
    YamlNode node = parts.get(name);
    return node == null ? otherwise : node.choice(name, words, otherwise);
  }

  /** Keys of Debezium are JSON, those of others are mostly texts. */
  private static @Nullable KeyFormat keyFormat(Map<String, YamlNode> parts, Format format) {
    Map<String, Optional<KeyFormat>> words = new HashMap<>();
    YamlNode.words(KeyFormat.values()).forEach((word, each) -> words.put(word, Optional.of(each)));
    // As rows are: it may have several columns.
    words.put("json", Optional.empty());
    return choice(
            parts,
            "key-format",
            words,
            format == Format.JSON ? Optional.of(KeyFormat.TEXT) : Optional.empty())
        .orElse(null);
  }

  private static Map<String, Rule> rules(Map<String, YamlNode> nodes, Set<String> partsOfEach) {
    Map<String, Rule> rules = new LinkedHashMap<>();
    nodes.forEach((name, node) -> rules.put(name, rule(node, partsOfEach)));
    return rules;
  }

  /** Values of a drop-down are checked last, whatever made them. */
  private static Map<String, Rule> customRules(YamlNode custom, List<CustomLabel> labels) {
    Map<String, Rule> rules = rules(custom.map(), CUSTOM_RULE);
    for (CustomLabel label : labels) {
      DropDown dropDown = label.dropDown();
      if (dropDown != null) {
        rules.computeIfPresent(
            label.label(), (name, rule) -> rule.then(DropDownReader.check(dropDown)));
      }
    }
    return rules;
  }

  private static List<CustomLabel> labels(YamlNode custom) {
    Map<String, Integer> lines = custom.lines();
    List<CustomLabel> labels = new ArrayList<>();
    custom
        .map()
        .forEach(
            (label, node) -> {
              Map<String, YamlNode> parts = node.isScalar() ? Map.of() : node.map();
              YamlNode create = parts.get(CREATE);
              labels.add(
                  new CustomLabel(
                      label,
                      lines.getOrDefault(label, node.line()),
                      create != null && create.choice(CREATE, BOOLEANS, false),
                      DropDownReader.read(parts)));
            });
    return labels;
  }

  /** A path alone, or a map with where the value comes from and how it is converted. */
  private static Rule rule(YamlNode node) {
    return rule(node, RULE);
  }

  private static Rule rule(YamlNode node, Set<String> known) {
    if (node.isScalar()) {
      return new Rule(new Origin.Field(FieldPath.of(node.text())), List.of(), false);
    }
    Map<String, YamlNode> parts = node.map("part of a field", known);
    List<Converter> converters =
        parts.containsKey("convert") ? ConverterReader.read(parts.get("convert")) : List.of();
    return new Rule(
        origin(node, parts), converters, choice(parts, "invalid", NULL_WHERE_INVALID, false));
  }

  private static Origin origin(YamlNode node, Map<String, YamlNode> parts) {
    if (parts.keySet().stream().filter(ORIGINS::contains).count() != 1) {
      node.wrong("one of 'from', 'constant', 'template' and 'jslt' is needed here");
    }
    if (parts.containsKey("constant")) {
      return new Origin.Constant(parts.get("constant").scalar());
    }
    if (parts.containsKey("template")) {
      return Origin.Template.of(parts.get("template").text());
    }
    if (parts.containsKey("jslt")) {
      return jslt(parts.get("jslt"));
    }
    return new Origin.Field(
        FieldPath.of(parts.containsKey("from") ? parts.get("from").text() : ""));
  }

  private static Origin jslt(YamlNode node) {
    try {
      return JsltOrigin.of(node.text());
    } catch (JsltException e) {
      node.wrong("the JSLT cannot be compiled: " + e.getMessage());
      return new Origin.Constant(new JsonValue.Null());
    }
  }
}
