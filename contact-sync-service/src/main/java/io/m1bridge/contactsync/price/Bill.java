package io.m1bridge.contactsync.price;

import io.m1bridge.contactsync.view.CallPlan;
import io.m1bridge.contactsync.view.Forecast;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sets calls and contacts against what the account has: time, room, limits. */
final class Bill {

  private static final double SECONDS_OF_AN_HOUR = 3_600;

  /**
   * Of the calls that M1 allows in an hour, what token-service grants at most: the rest is the
   * margin that keeps every hour below the limit ({@code BudgetRules} there, 3600 r / L).
   */
  private static final double GRANTED = 0.962;

  /**
   * Of what is granted, contact-sync's guaranteed share: what is left to it while edm-event (28.5
   * %) and housekeeping (5 %) take all of theirs ({@code BudgetRules}: 0.95 times 0.70).
   */
  private static final double SHARE = 0.665;

  /** So many that need a call each are served like any other. */
  private static final int FEW_JOINS = 5;

  private final Forecast account;
  private final double singleShare;
  private final long calls;
  private final int singles;

  /**
   * @param account how it stands now
   * @param singleShare of the hour's calls, for what serves one contact each
   * @param calls in all
   * @param joinsOfOne those of them that serve one contact each
   */
  Bill(Forecast account, double singleShare, long calls, int joinsOfOne) {
    this.account = account;
    this.singleShare = singleShare;
    this.calls = calls;
    this.singles = joinsOfOne > FEW_JOINS ? joinsOfOne : 0;
  }

  Price.Calls calls(List<CallPlan.Sum> sums) {
    Integer perHour = perHour();
    Long drain = account.drainSeconds();
    return new Price.Calls(
        calls,
        sums,
        perHour,
        perHour == null ? null : (Integer) (int) most(perHour),
        perHour == null ? null : (Integer) (int) least(perHour),
        account.callsMadePerHour(),
        drain == null ? null : rounded(drain / SECONDS_OF_AN_HOUR / GRANTED),
        perHour == null ? null : hours(perHour, most(perHour) - made()),
        perHour == null ? null : hours(perHour, least(perHour) - made()));
  }

  Price.Room room(Price.Contacts contacts) {
    long now = account.contacts();
    return new Price.Room(now, now + contacts.adds() - contacts.deletes(), account.contactLimit());
  }

  List<Price.Limit> limits(Price.Contacts contacts) {
    List<Price.Limit> limits = new ArrayList<>();
    Integer perHour = perHour();
    Price.Room room = room(contacts);
    Long most = room.limit();
    if (contacts.adds() > 0 && most != null && room.afterwards() > most) {
      limits.add(
          new Price.Limit(
              "contact-limit",
              "M1 allows the account "
                  + most
                  + " contacts: "
                  + Math.min(contacts.adds(), room.afterwards() - most)
                  + " would wait, not added"));
    }
    if (perHour != null && calls > 0 && made() >= most(perHour)) {
      limits.add(
          new Price.Limit(
              "no-calls-left",
              "Today's calls are all that contact-sync can have in an hour: nothing is left"));
    } else if (perHour != null && calls > most(perHour) - made()) {
      limits.add(
          new Price.Limit(
              "calls-per-hour",
              "It takes more calls than are left of what contact-sync can have in an hour"));
    }
    if (contacts.heldDeletes() > 0) {
      limits.add(
          new Price.Limit(
              "mass-delete",
              contacts.heldDeletes()
                  + " deletes are so many that they would wait for a person"
                  + " (m1bridge.contact-sync.delete-guard)"));
    }
    if (perHour != null && singles > singleShare * perHour) {
      limits.add(
          new Price.Limit(
              "few-calls-for-single-joins",
              singles
                  + " calls serve one contact each, since hardly anybody else joins its groups: a"
                  + " share of the hour is made for such (m1bridge.contact-sync.costly-share)"));
    }
    return limits;
  }

  private @Nullable Integer perHour() {
    Integer perHour = account.callsPerHour();
    return perHour == null || perHour < 1 ? null : perHour;
  }

  private static double most(int perHour) {
    return GRANTED * perHour;
  }

  private static double least(int perHour) {
    return SHARE * most(perHour);
  }

  private double made() {
    Double made = account.callsMadePerHour();
    return made == null ? 0 : made;
  }

  /**
   * What may only take a share of each hour takes that at once, beside the rest, and then waits for
   * the next hour: so it may last longer than all calls together.
   */
  private @Nullable Double hours(int perHour, double free) {
    if (free <= 0) {
      return null;
    }
    double share = Math.min(Math.max(1, Math.floor(singleShare * perHour)), free);
    double waits = singles == 0 ? 0 : Math.ceil(singles / share) - 1;
    return rounded(Math.max(calls / free, waits + (singles - waits * share) / free));
  }

  private static double rounded(double hours) {
    return Math.round(hours * 1000) / 1000.0;
  }
}
