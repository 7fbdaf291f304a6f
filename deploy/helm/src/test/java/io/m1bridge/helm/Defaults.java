package io.m1bridge.helm;

import io.smallrye.config.WithDefault;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

/** Defaults of a mapping's settings, its groups' included. */
final class Defaults {

  private Defaults() {}

  static List<String> of(Class<?> mapping) {
    List<String> all = new ArrayList<>();
    for (Method method : mapping.getMethods()) {
      WithDefault value = method.getAnnotation(WithDefault.class);
      if (value != null) {
        all.add(value.value());
      }
      Class<?> type = method.getReturnType();
      if (type.isInterface() && type.getName().startsWith("io.m1bridge")) {
        all.addAll(of(type));
      }
    }
    return all;
  }
}
