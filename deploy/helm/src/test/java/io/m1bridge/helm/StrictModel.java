package io.m1bridge.helm;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Kubernetes' own strictness: fields that it does not know, and values of another type. The model
 * keeps the first without a word and converts the second.
 */
final class StrictModel {

  /** Of operators: there is no model of them here. */
  private static final Set<String> FOREIGN =
      Set.of("KafkaTopic", "KafkaUser", "ServiceMonitor", "PrometheusRule");

  private final List<String> problems = new ArrayList<>();

  private StrictModel() {}

  static List<String> problems(HasMetadata manifest) {
    StrictModel found = new StrictModel();
    String name = manifest.getKind() + " " + manifest.getMetadata().getName();
    if (manifest instanceof GenericKubernetesResource) {
      if (!FOREIGN.contains(manifest.getKind())) {
        found.problems.add(name + " is of no kind of " + manifest.getApiVersion());
      }
    } else {
      found.unknownFields(name, manifest);
    }
    return found.problems;
  }

  /** What the manifest says and the model does not say alike. */
  static List<String> differences(String manifest) {
    StrictModel found = new StrictModel();
    HasMetadata typed = Serialization.unmarshal(manifest, HasMetadata.class);
    JsonNode raw = Serialization.unmarshal(manifest, JsonNode.class);
    found.compare(
        typed.getKind() + " " + typed.getMetadata().getName(),
        raw,
        Serialization.jsonMapper().valueToTree(typed));
    return found.problems;
  }

  private void compare(String path, JsonNode raw, JsonNode typed) {
    if (raw.isObject()) {
      raw.fields()
          .forEachRemaining(
              field ->
                  compare(
                      path + "." + field.getKey(), field.getValue(), typed.path(field.getKey())));
    } else if (raw.isArray()) {
      for (int i = 0; i < raw.size(); i++) {
        compare(path + "[" + i + "]", raw.get(i), typed.path(i));
      }
    } else if (raw.isNumber() && typed.isNumber()) {
      // 5 as a number of another width.
      if (raw.asLong() != typed.asLong()) {
        problems.add(path + " is " + raw + ", Kubernetes reads " + typed);
      }
    } else if (!raw.equals(typed) && !raw.isNull()) {
      problems.add(path + " is " + raw + ", Kubernetes reads " + typed);
    }
  }

  private void unknownFields(String path, Object value) {
    if (value instanceof Collection<?> all) {
      all.forEach(each -> unknownFields(path + "[]", each));
    } else if (value instanceof Map<?, ?> map) {
      map.forEach((key, each) -> unknownFields(path + "." + key, each));
    } else if (value != null && value.getClass().getName().startsWith("io.fabric8")) {
      for (Class<?> type = value.getClass(); type != null; type = type.getSuperclass()) {
        for (Field field : type.getDeclaredFields()) {
          unknownFields(path, field, value);
        }
      }
    }
  }

  private void unknownFields(String path, Field field, Object owner) {
    if (Modifier.isStatic(field.getModifiers()) || owner instanceof Enum) {
      return;
    }
    Object value = get(field, owner);
    if (!field.getName().equals("additionalProperties")) {
      unknownFields(path + "." + field.getName(), value);
    } else if (value instanceof Map<?, ?> unknown && !unknown.isEmpty()) {
      problems.add(path + " has no field " + unknown.keySet());
    }
  }

  private static Object get(Field field, Object owner) {
    try {
      field.setAccessible(true);
      return field.get(owner);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
