package io.m1bridge.contactsync.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.schibsted.spt.data.jslt.Expression;
import com.schibsted.spt.data.jslt.JsltException;
import com.schibsted.spt.data.jslt.Parser;
import io.m1bridge.contactsync.change.BadChange;
import io.m1bridge.contactsync.change.JsonValue;
import io.m1bridge.contactsync.change.JsonValue.Bool;
import io.m1bridge.contactsync.change.JsonValue.Items;
import io.m1bridge.contactsync.change.JsonValue.Members;
import io.m1bridge.contactsync.change.JsonValue.Null;
import io.m1bridge.contactsync.change.JsonValue.Number;
import io.m1bridge.contactsync.change.JsonValue.Text;
import io.m1bridge.contactsync.change.Problem;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A JSLT expression over the row, for what paths and converters cannot say. */
record JsltOrigin(Expression expression) implements Origin {

  private static final JsonNodeFactory NODES = JsonNodeFactory.withExactBigDecimals(true);

  /**
   * Numbers that nobody computes with: written out, one of ten signs may fill the memory, and a
   * long one takes seconds to read. An expression is given their text.
   */
  private static final Pattern HUGE = Pattern.compile("[eE][+-]?0*+[0-9]{4}");

  private static final int MOST_DIGITS = 1_000;

  /**
   * Compiles an expression.
   *
   * @throws JsltException if it is none; the message says where
   */
  static JsltOrigin of(String expression) {
    return new JsltOrigin(Parser.compileString(expression));
  }

  @Override
  public @Nullable Set<String> columns() {
    return null;
  }

  /** Where the source did not send all of the row, a null may come of that: it says nothing. */
  @Override
  public @Nullable JsonValue of(String name, Members row, Predicate<JsonValue> unavailable)
      throws BadChange {
    Map<String, JsonValue> known = new LinkedHashMap<>(row.values());
    known.values().removeIf(unavailable);
    JsonValue value;
    try {
      value = value(expression.apply(node(new Members(known))));
    } catch (JsltException | NotFinite e) {
      throw Problem.field(
              name,
              "cannot be computed by the mapping's 'jslt': correct the expression for such rows")
          .thrown();
    }
    return value instanceof Null && known.size() < row.values().size() ? null : value;
  }

  private static JsonNode node(JsonValue value) {
    if (value instanceof Text text) {
      return NODES.textNode(text.value());
    }
    if (value instanceof Number number) {
      String written = number.written();
      if (written.length() > MOST_DIGITS || HUGE.matcher(written).find()) {
        return NODES.textNode(written);
      }
      return number.isInteger()
          ? NODES.numberNode(new BigInteger(written))
          : NODES.numberNode(new BigDecimal(written));
    }
    if (value instanceof Bool bool) {
      return NODES.booleanNode(bool.value());
    }
    if (value instanceof Items items) {
      ArrayNode array = NODES.arrayNode();
      items.values().forEach(item -> array.add(node(item)));
      return array;
    }
    if (value instanceof Members members) {
      ObjectNode object = NODES.objectNode();
      members.values().forEach((name, member) -> object.set(name, node(member)));
      return object;
    }
    return NODES.nullNode();
  }

  private static JsonValue value(JsonNode node) {
    if (node.isTextual()) {
      return new Text(node.textValue());
    }
    if (node.isNumber()) {
      if ((node.isDouble() || node.isFloat()) && !Double.isFinite(node.doubleValue())) {
        throw new NotFinite();
      }
      return new Number(
          node.isBigDecimal()
              ? node.decimalValue().toPlainString()
              : node.numberValue().toString());
    }
    if (node.isBoolean()) {
      return new Bool(node.booleanValue());
    }
    if (node.isArray()) {
      List<JsonValue> items = new ArrayList<>();
      node.forEach(item -> items.add(value(item)));
      return new Items(items);
    }
    if (node.isObject()) {
      Map<String, JsonValue> members = new LinkedHashMap<>();
      node.fields()
          .forEachRemaining(member -> members.put(member.getKey(), value(member.getValue())));
      return new Members(members);
    }
    return new Null();
  }

  /** What was computed is no number any more. */
  private static final class NotFinite extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
