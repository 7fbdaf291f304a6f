package io.m1bridge.simulator.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.m1bridge.simulator.behaviour.DamageBehaviour;
import io.m1bridge.simulator.behaviour.DamageBehaviour.Kind;
import io.m1bridge.simulator.behaviour.DamageBehaviour.Listing;
import io.m1bridge.simulator.protocol.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Damages rows of one list, each in the same way at every reading. */
public final class RowDamage {
  private final DamageBehaviour behaviour;
  private final Listing list;

  /** For one list. */
  public RowDamage(DamageBehaviour behaviour, Listing list) {
    this.behaviour = behaviour;
    this.list = list;
  }

  /**
   * The row as it is shown: itself, or something else where it is damaged.
   *
   * @param number what tells the row from others, the same at every reading
   */
  public JsonNode of(long number, ObjectNode row) {
    if (!behaviour.lists().contains(list)) {
      return row;
    }
    RandomGenerator random =
        new SplittableRandom(behaviour.seed() * 31 + number * 1_000_003 + list.ordinal());
    boolean hit = behaviour.nth() > 0 && number % behaviour.nth() == 0;
    boolean drawn = random.nextDouble() < behaviour.share();
    if (!hit && !drawn) {
      return row;
    }
    Kind kind = behaviour.kinds().get(random.nextInt(behaviour.kinds().size()));
    return switch (kind) {
      case NULL_ROW -> NullNode.getInstance();
      case NOT_AN_OBJECT ->
          switch (random.nextInt(3)) {
            case 0 -> TextNode.valueOf("row");
            case 1 -> IntNode.valueOf(1);
            default -> Json.array().add(row.deepCopy());
          };
      case MISSING_FIELD, NULL_FIELD, OTHER_TYPE -> inOneField(row, kind, random);
    };
  }

  private JsonNode inOneField(ObjectNode row, Kind kind, RandomGenerator random) {
    List<String> candidates = new ArrayList<>();
    row.fieldNames().forEachRemaining(candidates::add);
    if (!behaviour.fields().isEmpty()) {
      candidates.retainAll(behaviour.fields());
    }
    if (candidates.isEmpty()) {
      return row;
    }
    String field = candidates.get(random.nextInt(candidates.size()));
    ObjectNode damaged = row.deepCopy();
    switch (kind) {
      case MISSING_FIELD -> damaged.remove(field);
      case NULL_FIELD -> damaged.putNull(field);
      default -> damaged.set(field, otherType(row.get(field), random));
    }
    return damaged;
  }

  private static JsonNode otherType(JsonNode value, RandomGenerator random) {
    return switch (random.nextInt(4)) {
      case 0 -> Json.object().put("value", 1);
      case 1 -> value.isArray() ? TextNode.valueOf("") : Json.array().add(1);
      case 2 -> value.isBoolean() ? IntNode.valueOf(1) : BooleanNode.TRUE;
      default -> value.isTextual() ? IntNode.valueOf(7) : TextNode.valueOf(value.asText("x") + "x");
    };
  }
}
