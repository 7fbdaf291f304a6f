package io.m1bridge.production;

/**
 * A setting that must not be so in production.
 *
 * @param property the full name of the setting to change
 * @param problem what may happen, for a person; never a secret
 * @param advice what to do
 */
public record Finding(Severity severity, String property, String problem, String advice) {

  /** What follows from a finding. */
  public enum Severity {
    /** It is logged. */
    WARNING,
    /** The service does not start, unless the property is accepted. */
    SEVERE
  }

  /** The service does not start with this, unless it is accepted. */
  public static Finding severe(String property, String problem, String advice) {
    return new Finding(Severity.SEVERE, property, problem, advice);
  }

  /** The service starts with this, and says so. */
  public static Finding warning(String property, String problem, String advice) {
    return new Finding(Severity.WARNING, property, problem, advice);
  }

  /** In one line. */
  String text() {
    return property + ": " + problem + ". " + advice + ".";
  }
}
