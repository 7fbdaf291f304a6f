package io.m1bridge.local.report;

import java.util.LinkedHashMap;
import java.util.Map;

/** The same figures for a person, each with what it should be. */
public final class FigureTable {
  private FigureTable() {}

  /**
   * The table, lines ending with a line feed.
   *
   * @param edmCalls EDM calls that M1 answered; the figure {@code calls} leaves them out
   * @param callLimit calls per hour that M1 allows
   * @param residentBytes the most memory that all processes had together; 0 if not known
   */
  public static String of(Figures figures, long edmCalls, long callLimit, long residentBytes) {
    Map<String, String> rows = new LinkedHashMap<>();
    rows.put("contacts in the CRM", Integer.toString(figures.contacts()));
    rows.put("changes produced", Integer.toString(figures.changes()));
    rows.put("contact calls of M1", Long.toString(figures.calls()));
    rows.put("EDM calls of M1", Long.toString(edmCalls));
    rows.put("calls above the limit of " + callLimit + " per hour", bad(figures.overLimit()));
    rows.put("contacts that differ from the CRM", bad(figures.mismatches()));
    rows.put("changes without exactly one end", bad(figures.unsettled()));
    rows.put("invalid changes, dead letters", Integer.toString(figures.deadLetters()));
    rows.put("engagement rows at M1", Long.toString(figures.engagementRows()));
    rows.put("engagement rows lost", bad(figures.engagementLost()));
    rows.put("engagement events too many", bad(figures.engagementDuplicated()));
    rows.put("campaigns, recipients with wrong tables", bad(figures.tablesWrong()));
    rows.put("changes out of their contact's order", bad(figures.outOfOrder()));
    rows.put("processes started again", Integer.toString(figures.restarts()));
    if (residentBytes > 0) {
      rows.put("most memory, all processes", residentBytes / (1024 * 1024) + " MiB");
    }
    rows.put("seconds", Long.toString(figures.seconds()));
    StringBuilder table = new StringBuilder();
    rows.forEach((name, value) -> table.append(String.format("  %-40s %12s%n", name, value)));
    return table.toString();
  }

  private static String bad(long count) {
    return count == 0 ? "0" : count + "  (!)";
  }
}
