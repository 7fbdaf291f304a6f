package io.m1bridge.architecture;

import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The settings of all {@code @ConfigMapping} interfaces, as they were compiled. */
final class Settings {

  private static final String MAPPING = "io.smallrye.config.ConfigMapping";
  private static final String NAME = "io.smallrye.config.WithName";
  private static final String DEFAULT = "io.smallrye.config.WithDefault";
  private static final String PARENT_NAME = "io.smallrye.config.WithParentName";

  private final Set<Setting> settings = new TreeSet<>();

  private Settings() {}

  static Set<Setting> all() throws IOException {
    Settings all = new Settings();
    JavaClasses classes = new ClassFileImporter().importPaths(Modules.classes());
    for (JavaClass mapping : classes) {
      if (mapping.isAnnotatedWith(MAPPING)) {
        String prefix =
            mapping.getAnnotationOfType(MAPPING).get("prefix").map(Object::toString).orElse("");
        all.add(prefix, prefix, mapping);
      }
    }
    return all.settings;
  }

  private void add(String prefix, String group, JavaClass type) {
    for (JavaMethod method : type.getMethods()) {
      if (method.getModifiers().contains(JavaModifier.ABSTRACT)) {
        String name = method.isAnnotatedWith(PARENT_NAME) ? group : group + "." + nameOf(method);
        add(prefix, name, method);
      }
    }
  }

  private void add(String prefix, String name, JavaMethod method) {
    JavaClass type = method.getRawReturnType();
    if (isGroup(type)) {
      add(prefix, name, type);
    } else if (type.isEquivalentTo(Optional.class)) {
      JavaClass value = last(method.getReturnType());
      if (isGroup(value)) {
        add(prefix, name, value);
      } else {
        settings.add(new Setting(prefix, name, false, valueOf(method)));
      }
    } else {
      settings.add(new Setting(prefix, name, type.isEquivalentTo(Map.class), valueOf(method)));
    }
  }

  private static JavaClass last(JavaType type) {
    return type.getAllInvolvedRawTypes().stream()
        .filter(raw -> !raw.isEquivalentTo(Optional.class))
        .findFirst()
        .orElse(type.toErasure());
  }

  /** An interface of ours within a mapping. */
  private static boolean isGroup(JavaClass type) {
    return type.isInterface() && type.getPackageName().startsWith("io.m1bridge");
  }

  /** None where it is another setting's, or the environment's. */
  private static Optional<String> valueOf(JavaMethod method) {
    if (!method.isAnnotatedWith(DEFAULT)) {
      return Optional.empty();
    }
    String value = method.getAnnotationOfType(DEFAULT).get("value").orElseThrow().toString();
    return Optional.of(value).filter(text -> !text.contains("${"));
  }

  /** As SmallRye names it: in kebab case, unless told otherwise. */
  private static String nameOf(JavaMethod method) {
    if (method.isAnnotatedWith(NAME)) {
      JavaAnnotation<?> name = method.getAnnotationOfType(NAME);
      return name.get("value").orElseThrow().toString();
    }
    return method.getName().replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
  }
}
