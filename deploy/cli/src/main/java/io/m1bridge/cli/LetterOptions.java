package io.m1bridge.cli;

import io.m1bridge.cli.http.ServiceClient;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which dead letters are meant. */
final class LetterOptions {

  @Option(
      names = "--reason",
      paramLabel = "CODE",
      description = "Only letters of this reason, such as field-invalid.")
  private @Nullable String reason;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description =
          "Only letters that were put aside at this time or later: 2026-11-27T08:00:00Z, with an"
              + " offset, or 2026-11-27 (UTC).")
  private @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description = "Only letters that were put aside before this time.")
  private @Nullable String to;

  @Option(
      names = "--engagement",
      description =
          "Those of edm-event instead of contact-sync's: rows of M1 that could not become events.")
  private boolean engagement;

  boolean areOfEngagement() {
    return engagement;
  }

  /** The service that has them. */
  ServiceClient service(M1Bridge root) {
    return engagement ? root.edmEvent() : root.contactSync();
  }

  /** By the names that REST has. */
  Map<String, String> given() {
    Map<String, String> given = new TreeMap<>();
    put(given, "reason", reason);
    put(given, "from", from);
    put(given, "to", to);
    return given;
  }

  private static void put(Map<String, String> given, String name, @Nullable String value) {
    if (value != null) {
      given.put(name, value);
    }
  }
}
