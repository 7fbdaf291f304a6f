package io.m1bridge.benchmarks;

import io.m1bridge.process.Checkout;
import io.m1bridge.process.JvmCommand;
import java.io.File;
import java.nio.file.Path;

/** A main class of ours on the class path of a service: it works with the service's own classes. */
public final class ServiceMain {

  private ServiceMain() {}

  /**
   * Returns what starts it.
   *
   * @param serviceJar the service's runnable jar
   */
  public static JvmCommand command(String name, Path serviceJar, Class<?> main) {
    Path service = serviceJar.resolveSibling("");
    String classPath =
        String.join(
            File.pathSeparator,
            Checkout.root().resolve("deploy/benchmarks/target/benchmarks.jar").toString(),
            service.resolve("app").resolve("*").toString(),
            service.resolve("lib").resolve("main").resolve("*").toString());
    return JvmCommand.ofMain(name, classPath, main.getName());
  }
}
