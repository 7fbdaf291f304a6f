package io.m1bridge.edm.machine;

import io.m1bridge.contracts.MachineLikelihood.Reason;
import io.m1bridge.contracts.MachineLikelihood.Verdict;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Tells machines from people. Opens and clicks of one recipient from one address, close to each
 * other, are a visit; each reason gives it points. A visit without haste is a person's, and lifts
 * the verdict of the recipient: {@code docs/machines.md} has the rules.
 *
 * <p>A pure function of what is known: the order in which it came to be known says nothing. Why:
 * {@code docs/rationale.md#what-is-not-counted-is-a-visit-the-verdict-is-of-a-person}.
 */
public final class MachineModel {

  private final MachineSettings settings;

  /**
   * @throws IllegalArgumentException if the settings contradict each other
   */
  public MachineModel(MachineSettings settings) {
    if (settings.links() < 2) {
      throw new IllegalArgumentException("m1bridge.edm.tables.machines.links must be at least 2");
    }
    if (settings.gatewayRecipients() < 2) {
      throw new IllegalArgumentException(
          "m1bridge.edm.tables.machines.gateway-recipients must be at least 2");
    }
    if (settings.gatewayFrom() < 1) {
      throw new IllegalArgumentException(
          "m1bridge.edm.tables.machines.gateway-from must be at least 1");
    }
    if (settings.suspected() < 1 || settings.certain() < settings.suspected()) {
      throw new IllegalArgumentException(
          "m1bridge.edm.tables.machines.certain must be at least .suspected, and that at least 1");
    }
    this.settings = settings;
  }

  /** What counts for one recipient more by this trace alone. */
  Set<Gateway> gateways(Trace trace) {
    return Visit.of(trace.moments(), settings.visitGap()).stream()
        .flatMap(visit -> gateway(visit, trace, alone(visit, trace)).stream())
        .collect(Collectors.toSet());
  }

  /**
   * What a visit counts for, and is made worse by: nothing else, so that only those that it counts
   * for are judged anew when it comes to be a gateway.
   */
  private Optional<Gateway> gateway(Visit visit, Trace trace, Set<Reason> alone) {
    boolean clicks = visit.hasClicks();
    boolean counts =
        clicks
            ? clicksAtOnce(visit, trace) || points(visit, trace, alone) >= settings.gatewayFrom()
            : alone.contains(Reason.AT_ONCE);
    return counts && visit.address() != 0
        ? Optional.of(new Gateway(visit.address(), clicks))
        : Optional.empty();
  }

  /** Whether an address counts as a gateway for enough recipients. */
  boolean isGateway(int recipients) {
    return recipients >= settings.gatewayRecipients();
  }

  /** With a verdict, and each moment with a mark. */
  Trace judge(Trace trace, Predicate<Gateway> known) {
    List<Judged> visits =
        Visit.of(trace.moments(), settings.visitGap()).stream()
            .map(visit -> judge(visit, trace, known))
            .toList();
    boolean calm = visits.stream().anyMatch(Judged::calm);
    boolean calmClick = visits.stream().anyMatch(each -> each.calm() && each.visit().hasClicks());
    List<Moment> moments = new ArrayList<>();
    Set<Reason> reasons = EnumSet.noneOf(Reason.class);
    Verdict most = Verdict.HUMAN;
    for (Judged each : visits) {
      // Somebody who clicks like a person is believed where there is doubt.
      boolean lifted = calmClick && each.mark() == Verdict.SUSPECTED;
      Verdict mark = lifted ? Verdict.HUMAN : each.mark();
      each.visit().moments().forEach(moment -> moments.add(moment.marked(mark)));
      if (mark != Verdict.HUMAN) {
        reasons.addAll(each.reasons());
      }
      most = mark.compareTo(most) > 0 ? mark : most;
    }
    return trace.judged(moments, calm ? Verdict.HUMAN : most, reasons);
  }

  /**
   * @param calm whether it is a person's for all that is known
   */
  private record Judged(Visit visit, Set<Reason> reasons, Verdict mark, boolean calm) {}

  private Judged judge(Visit visit, Trace trace, Predicate<Gateway> known) {
    Set<Reason> reasons = alone(visit, trace);
    boolean calm = !reasons.contains(Reason.ALL_LINKS) && !reasons.contains(Reason.AT_ONCE);
    if (gateway(visit, trace, reasons).filter(known).isPresent()) {
      reasons.add(Reason.GATEWAY);
    }
    int points = points(visit, trace, reasons);
    Verdict mark =
        points >= settings.certain()
            ? Verdict.CERTAIN
            : points >= settings.suspected() ? Verdict.SUSPECTED : Verdict.HUMAN;
    return new Judged(visit, reasons, mark, calm && mark == Verdict.HUMAN);
  }

  /** What a visit says by itself. */
  private Set<Reason> alone(Visit visit, Trace trace) {
    Set<Reason> reasons = EnumSet.noneOf(Reason.class);
    if (visit.hasLinks(settings.links(), settings.linksWithin())) {
      reasons.add(Reason.ALL_LINKS);
    }
    if (clicksAtOnce(visit, trace) || opensAtOnce(visit, trace)) {
      reasons.add(Reason.AT_ONCE);
    }
    if (visit.hasClicks() && !trace.openedBy(visit.end() + settings.visitGap().toMillis())) {
      reasons.add(Reason.CLICK_WITHOUT_OPEN);
    }
    return reasons;
  }

  private boolean clicksAtOnce(Visit visit, Trace trace) {
    return visit.isAtOnce(true, trace.mailedAt(), settings.atOnce());
  }

  private boolean opensAtOnce(Visit visit, Trace trace) {
    return visit.isAtOnce(false, trace.mailedAt(), settings.atOnce());
  }

  private int points(Visit visit, Trace trace, Set<Reason> reasons) {
    MachineSettings.Points points = settings.points();
    int sum = 0;
    for (Reason reason : reasons) {
      sum +=
          switch (reason) {
            case ALL_LINKS -> points.links();
            case CLICK_WITHOUT_OPEN -> points.noOpen();
            case AT_ONCE -> clicksAtOnce(visit, trace) ? points.clickAtOnce() : points.openAtOnce();
            case GATEWAY -> points.gateway();
          };
    }
    return sum;
  }
}
