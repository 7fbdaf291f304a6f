package io.m1bridge.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How to start one child JVM. The child inherits this process' environment; {@code env} is laid
 * over it.
 *
 * @param name unique within its {@link LocalProcesses}; also the log file's name
 * @param jvmOptions heap and collector, such as {@code -Xmx256m}
 * @param systemProperties {@code -D} settings
 * @param target {@code -jar FILE}, or {@code -cp PATH MAIN}
 * @param arguments what follows the target
 * @param env environment variables; may hold secrets, therefore left out of {@link #toString}
 */
public record JvmCommand(
    String name,
    List<String> jvmOptions,
    Map<String, String> systemProperties,
    List<String> target,
    List<String> arguments,
    Map<String, String> env)
    implements ChildCommand {

  private static final String JAR = "-jar";

  /** Small JVMs: several of them share a laptop. */
  private static final List<String> SMALL =
      List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  public JvmCommand {
    jvmOptions = List.copyOf(jvmOptions);
    systemProperties = Map.copyOf(systemProperties);
    target = List.copyOf(target);
    arguments = List.copyOf(arguments);
    env = Map.copyOf(env);
  }

  /**
   * {@code java -jar}, with 256 MiB of heap, the serial collector and the first compiler only,
   * unless set otherwise. What is started here is no production, which our services are told. Where
   * the path is a link, each start runs what it names then, and keeps to that.
   */
  public static JvmCommand ofJar(String name, Path jar) {
    return new JvmCommand(
        name,
        SMALL,
        Map.of(),
        List.of(JAR, jar.toString()),
        List.of(),
        Map.of("M1BRIDGE_PRODUCTION_ACCEPTED", "*"));
  }

  /** {@code java -cp CLASSPATH MAIN}, as small as {@link #ofJar}. */
  public static JvmCommand ofMain(String name, String classPath, String mainClass) {
    return new JvmCommand(
        name, SMALL, Map.of(), List.of("-cp", classPath, mainClass), List.of(), Map.of());
  }

  /** Replaces the JVM options. */
  public JvmCommand withJvmOptions(String... options) {
    return new JvmCommand(name, List.of(options), systemProperties, target, arguments, env);
  }

  /**
   * Adds or replaces a {@code -D} setting. They show in the process list: secrets belong into
   * {@link #withEnv}.
   */
  public JvmCommand withSystemProperty(String key, Object value) {
    return new JvmCommand(
        name, jvmOptions, with(systemProperties, key, value.toString()), target, arguments, env);
  }

  /** Replaces the arguments. */
  public JvmCommand withArguments(String... values) {
    return new JvmCommand(name, jvmOptions, systemProperties, target, List.of(values), env);
  }

  /** Adds or replaces an environment variable. */
  public JvmCommand withEnv(String key, Object value) {
    return new JvmCommand(
        name, jvmOptions, systemProperties, target, arguments, with(env, key, value.toString()));
  }

  @Override
  public List<String> commandLine() {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(jvmOptions);
    systemProperties.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> line.add("-D" + entry.getKey() + "=" + entry.getValue()));
    line.addAll(target.get(0).equals(JAR) ? List.of(JAR, real(target.get(1))) : target);
    line.addAll(arguments);
    return line;
  }

  /** A JVM opens jars late: a link that names another build by then would mix the two. */
  private static String real(String jar) {
    try {
      return Path.of(jar).toRealPath().toString();
    } catch (IOException e) {
      return jar; // The JVM says what is wrong with it.
    }
  }

  /** A JVM leaves nothing. */
  @Override
  public void removeRest() {}

  private static Map<String, String> with(Map<String, String> map, String key, String value) {
    Map<String, String> copy = new HashMap<>(map);
    copy.put(key, value);
    return copy;
  }

  @Override
  public String toString() {
    return "JvmCommand[" + name + " " + target + ", env " + env.keySet() + "]";
  }
}
