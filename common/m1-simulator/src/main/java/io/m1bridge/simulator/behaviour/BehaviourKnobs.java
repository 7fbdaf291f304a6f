package io.m1bridge.simulator.behaviour;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.Map;

/** The behaviour in force, and the way to change it. Thread-safe. */
public final class BehaviourKnobs {
  private volatile Behaviour current = Behaviour.defaults();
  private final ObjectMapper mapper;

  /**
   * @param mapper the control API's mapper
   */
  public BehaviourKnobs(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  /** The behaviour in force now. */
  public Behaviour get() {
    return current;
  }

  /** Back to the defaults. */
  public synchronized void reset() {
    current = Behaviour.defaults();
  }

  /**
   * Changes what the patch names and leaves the rest.
   *
   * @param patch a tree of the same shape as {@link Behaviour}, with any part of its fields
   * @return the behaviour now in force
   * @throws IllegalArgumentException naming the knob that does not exist or the value it cannot
   *     take
   */
  public synchronized Behaviour patch(JsonNode patch) {
    ObjectNode tree = mapper.valueToTree(current);
    merge(tree, patch, "");
    try {
      current = mapper.treeToValue(tree, Behaviour.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e.getOriginalMessage(), e);
    }
    return current;
  }

  private static void merge(ObjectNode into, JsonNode patch, String path) {
    if (!patch.isObject()) {
      throw new IllegalArgumentException("a JSON object is expected at '" + path + "'");
    }
    for (Iterator<Map.Entry<String, JsonNode>> it = patch.fields(); it.hasNext(); ) {
      Map.Entry<String, JsonNode> entry = it.next();
      String name = entry.getKey();
      JsonNode present = into.get(name);
      String full = path + name;
      if (full.equals("failure.statusByCode")) {
        into.set(name, entry.getValue());
      } else if (present == null) {
        throw new IllegalArgumentException("there is no knob '" + full + "'");
      } else if (present instanceof ObjectNode object) {
        merge(object, entry.getValue(), full + ".");
      } else if (entry.getValue().isNull()) {
        throw new IllegalArgumentException("knob '" + full + "' cannot be null");
      } else {
        into.set(name, entry.getValue());
      }
    }
  }
}
