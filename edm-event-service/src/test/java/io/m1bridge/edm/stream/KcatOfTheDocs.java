package io.m1bridge.edm.stream;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** The commands of {@code docs/subscribers.md}, as they stand there, at another Kafka. */
final class KcatOfTheDocs {

  private static final String BROKER = "localhost:9092";

  private KcatOfTheDocs() {}

  /** Skips, loudly, where there is none. */
  static void skipUnlessThere() throws Exception {
    Process look = new ProcessBuilder("sh", "-c", "command -v kcat && command -v jq").start();
    look.getInputStream().readAllBytes();
    if (look.waitFor() != 0) {
      String message =
          "SKIPPED: the kcat of docs/subscribers.md was not tried: there is no kcat, or no jq"
              + " (Debian: apt-get install --no-install-recommends kcat jq)";
      System.err.println(message);
      Assumptions.abort(message);
    }
  }

  /** Prints the history and ends. */
  static Process history(String bootstrapServers, Path output) throws IOException {
    return start(0, bootstrapServers, output);
  }

  /** Prints what is new until it is stopped. */
  static Process follow(String bootstrapServers, Path output) throws IOException {
    return start(1, bootstrapServers, output);
  }

  private static Process start(int number, String bootstrapServers, Path output)
      throws IOException {
    List<String> commands =
        Files.readAllLines(Path.of("../docs/subscribers.md")).stream()
            .filter(line -> line.startsWith("kcat -b " + BROKER))
            .toList();
    String command = commands.get(number).replace(BROKER, bootstrapServers);
    return new ProcessBuilder("sh", "-c", command)
        .redirectOutput(output.toFile())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** Ends one and what it started. */
  static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
  }
}
