package io.m1bridge.production;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What follows from all findings.
 *
 * @param warnings to be logged
 * @param obstacles for which the service must not start
 */
record Judgement(List<Finding> warnings, List<Finding> obstacles) {

  /**
   * @param accepted names of settings, as in {@link ProductionConfig#accepted}
   */
  static Judgement of(List<Finding> findings, List<String> accepted) {
    Predicate<Finding> obstacle =
        finding ->
            finding.severity() == Finding.Severity.SEVERE
                && accepted.stream().noneMatch(name -> covers(name.strip(), finding.property()));
    return new Judgement(
        findings.stream().filter(obstacle.negate()).toList(),
        findings.stream().filter(obstacle).toList());
  }

  private static boolean covers(String accepted, String property) {
    return accepted.equals("*")
        || accepted.equals(property)
        || (accepted.endsWith(".*")
            && property.startsWith(accepted.substring(0, accepted.length() - 1)));
  }

  /** All obstacles, and what to do about them. */
  String refusal() {
    return Stream.concat(
            Stream.of("Not fit for production:"),
            Stream.concat(
                obstacles.stream().map(Finding::text),
                Stream.of(
                    "What is meant to be so is named in m1bridge.production.accepted: "
                        + String.join(
                            ",", obstacles.stream().map(Finding::property).distinct().toList()))))
        .reduce((before, line) -> before + System.lineSeparator() + "  " + line)
        .orElseThrow();
  }
}
