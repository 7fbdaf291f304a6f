package io.m1bridge.contactsync.web;

import io.m1bridge.ui.signin.UiOperator;
import io.m1bridge.ui.signin.UiProtected;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;

/**
 * What the service answers, looked up in its classes.
 *
 * @param path as OpenAPI writes it, without the forms of its parameters
 */
record Routes(String verb, String path, Method method) {

  /** All of them. */
  static List<Routes> all() throws Exception {
    java.nio.file.Path classes = java.nio.file.Path.of("target", "classes");
    List<Routes> all = new ArrayList<>();
    try (Stream<java.nio.file.Path> files = Files.walk(classes)) {
      for (java.nio.file.Path file : files.toList()) {
        String name = classes.relativize(file).toString();
        if (name.startsWith("io/m1bridge/contactsync") && name.endsWith(".class")) {
          all.addAll(of(Class.forName(name.replace(".class", "").replace('/', '.'))));
        }
      }
    }
    return all;
  }

  private static List<Routes> of(Class<?> type) {
    Path root = type.getAnnotation(Path.class);
    return root == null
        ? List.of()
        : Arrays.stream(type.getDeclaredMethods())
            .flatMap(method -> of(root.value(), method).stream())
            .toList();
  }

  private static Optional<Routes> of(String root, Method method) {
    Path path = method.getAnnotation(Path.class);
    String whole = root + (path == null ? "" : path.value());
    return Arrays.stream(method.getAnnotations())
        .map(Annotation::annotationType)
        .map(type -> type.getAnnotation(HttpMethod.class))
        .filter(verb -> verb != null)
        .map(verb -> new Routes(verb.value(), whole.replaceAll(": [^}]*}", "}"), method))
        .findFirst();
  }

  /** Whether it stands in the OpenAPI document. */
  boolean isDescribed() {
    Operation operation = method.getAnnotation(Operation.class);
    return operation == null || !operation.hidden();
  }

  boolean isProtected() {
    return is(UiProtected.class) || path.equals("/") || path.startsWith("/ui/");
  }

  boolean isOfOperators() {
    return is(UiOperator.class);
  }

  private boolean is(Class<? extends Annotation> annotation) {
    return method.isAnnotationPresent(annotation)
        || method.getDeclaringClass().isAnnotationPresent(annotation);
  }

  String name() {
    return verb + " " + path;
  }
}
