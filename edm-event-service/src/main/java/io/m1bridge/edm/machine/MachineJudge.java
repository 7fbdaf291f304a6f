package io.m1bridge.edm.machine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Adds sightings to traces and judges anew what they change: the recipient's own trace, and, when
 * an address becomes a gateway or is none any more, those of the recipients that it counts for.
 * These are never more than make a gateway.
 */
public final class MachineJudge {

  private final MachineModel model;
  private final Traces traces;

  public MachineJudge(MachineModel model, Traces traces) {
    this.model = model;
    this.traces = traces;
  }

  /**
   * What a sighting changed.
   *
   * @param marked how the counts of the campaign change
   * @param links how those of its links change, by {@link Moment#link}
   * @param told what is to be told to subscribers
   */
  public record Seen(Marked marked, Map<Long, LinkShare> links, List<Told> told) {
    public Seen {
      links = Map.copyOf(links);
      told = List.copyOf(told);
    }
  }

  /** A recipient of whom there is something new, and what was known before. */
  public record Told(String recipient, Trace before, Trace now) {}

  /**
   * Adds one.
   *
   * @param mailing {@code account/campaign}
   */
  public Seen see(String mailing, Sighting sighting) {
    String recipient = sighting.recipient();
    Trace before = traces.trace(mailing, recipient);
    Trace seen = before.plus(sighting);
    Changes changes = new Changes();
    if (!seen.equals(before)) {
      for (String other : movedGateways(mailing, recipient, before, seen)) {
        Trace trace = traces.trace(mailing, other);
        judge(mailing, other, trace, trace, changes);
      }
      judge(mailing, recipient, before, seen, changes);
    }
    return changes.seen();
  }

  /** Returns the others whose trace has to be judged anew. */
  private Set<String> movedGateways(String mailing, String recipient, Trace before, Trace seen) {
    Set<Gateway> were = model.gateways(before);
    Set<Gateway> are = model.gateways(seen);
    Set<String> affected = new TreeSet<>();
    for (Gateway gateway : without(were, are)) {
      boolean was = isGateway(mailing, gateway);
      traces.leave(mailing, gateway, recipient);
      if (was && !isGateway(mailing, gateway)) {
        affected.addAll(traces.members(mailing, gateway));
      }
    }
    for (Gateway gateway : without(are, were)) {
      boolean was = isGateway(mailing, gateway);
      traces.join(mailing, gateway, recipient);
      if (!was && isGateway(mailing, gateway)) {
        affected.addAll(traces.members(mailing, gateway));
      }
    }
    affected.remove(recipient);
    return affected;
  }

  private boolean isGateway(String mailing, Gateway gateway) {
    return model.isGateway(traces.count(mailing, gateway));
  }

  private void judge(String mailing, String recipient, Trace before, Trace seen, Changes changes) {
    Trace now = model.judge(seen, gateway -> isGateway(mailing, gateway));
    boolean news = now.isWorthTelling() && !sameForSubscribers(before, now);
    Trace kept = news ? now.asTold() : now;
    if (!kept.equals(before)) {
      traces.save(mailing, recipient, kept);
    }
    changes.add(before, now);
    if (news) {
      changes.told.add(new Told(recipient, before, now));
    }
  }

  private static boolean sameForSubscribers(Trace before, Trace now) {
    return before.told()
        && before.likelihood("", 0, "", before).equals(now.likelihood("", 0, "", before));
  }

  private static Set<Gateway> without(Set<Gateway> all, Set<Gateway> others) {
    Set<Gateway> rest = new HashSet<>(all);
    rest.removeAll(others);
    return rest;
  }

  private static final class Changes {
    private Marked marked = Marked.NONE;
    private final Map<Long, LinkShare> links = new TreeMap<>();
    private final List<Told> told = new ArrayList<>();

    void add(Trace before, Trace now) {
      marked = marked.plus(now.marked().since(before.marked()));
      Set<Long> clicked = now.links();
      clicked.addAll(before.links());
      for (Long link : clicked) {
        LinkShare change = now.share(link).since(before.share(link));
        if (!change.equals(LinkShare.NONE)) {
          links.merge(link, change, LinkShare::plus);
        }
      }
    }

    Seen seen() {
      return new Seen(marked, links, told);
    }
  }
}
