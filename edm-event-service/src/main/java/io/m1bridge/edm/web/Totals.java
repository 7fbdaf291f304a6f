package io.m1bridge.edm.web;

import io.m1bridge.ui.page.UiFormats;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Sums over accounts, as the page shows them.
 *
 * @param verified campaigns whose last poll found every row that M1 counts
 * @param rows published rows
 * @param rowsAtM1 as M1 counted them when it was last asked
 * @param callsPerHour calls that the campaigns ask for
 * @param callsAvailable calls per hour that there are for them
 */
public record Totals(
    long campaigns,
    long verified,
    long rows,
    long rowsAtM1,
    long callsPerHour,
    long callsAvailable) {

  static Totals of(List<AccountView> accounts) {
    return new Totals(
        sum(accounts, AccountView::campaigns),
        sum(accounts, AccountView::verified),
        sum(accounts, AccountView::rows),
        sum(accounts, AccountView::rowsAtM1),
        sum(accounts, AccountView::callsPerHour),
        sum(accounts, AccountView::callsAvailable));
  }

  /** For people. */
  public String callsNote() {
    return "needed; there are " + UiFormats.number(callsAvailable);
  }

  private static long sum(List<AccountView> accounts, ToLongFunction<AccountView> of) {
    return accounts.stream().mapToLong(of).sum();
  }
}
