package io.m1bridge.process;

import java.nio.file.Files;
import java.nio.file.Path;

/** The runnable jar that a build leaves for each Quarkus application. */
public final class ServiceJar {

  private ServiceJar() {}

  /**
   * Returns {@code <module>/target/quarkus-app/quarkus-run.jar} of the checkout.
   *
   * @param module path of the module from the checkout's root, such as {@code token-service} or
   *     {@code common/m1-simulator}
   * @throws ProcessFailure when it has not been built; the message says how
   */
  public static Path locate(String module) {
    return locate(Checkout.root(), module);
  }

  /**
   * The same of any checkout.
   *
   * @param root of the checkout
   */
  public static Path locate(Path root, String module) {
    Path jar = root.resolve(module).resolve(Path.of("target", "quarkus-app", "quarkus-run.jar"));
    if (!Files.isRegularFile(jar)) {
      throw new ProcessFailure(
          module
              + " is not built: "
              + jar
              + " is missing. Build it with: ./mvnw -Dquick -DskipTests -pl "
              + module
              + " -am package");
    }
    return jar;
  }
}
