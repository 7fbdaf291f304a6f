package io.m1bridge.edm.machine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What came from one address without a break.
 *
 * @param moments by time, at least one
 */
record Visit(List<Moment> moments) {

  Visit {
    moments = List.copyOf(moments);
  }

  /**
   * @param moments by time
   * @param gap from one moment to the next of a visit at most
   */
  static List<Visit> of(List<Moment> moments, Duration gap) {
    Map<Long, List<Moment>> open = new LinkedHashMap<>();
    List<Visit> visits = new ArrayList<>();
    for (Moment moment : moments) {
      List<Moment> before = open.get(moment.address());
      if (before != null && moment.at() - before.get(before.size() - 1).at() > gap.toMillis()) {
        visits.add(new Visit(before));
        before = null;
      }
      if (before == null) {
        before = new ArrayList<>();
        open.put(moment.address(), before);
      }
      before.add(moment);
    }
    open.values().forEach(rest -> visits.add(new Visit(rest)));
    return visits;
  }

  long address() {
    return moments.get(0).address();
  }

  /** Epoch ms. */
  long end() {
    return moments.get(moments.size() - 1).at();
  }

  boolean hasClicks() {
    return moments.stream().anyMatch(Moment::click);
  }

  /** Whether so many different links were clicked within a time. */
  boolean hasLinks(int links, Duration within) {
    for (int first = 0; first < moments.size(); first++) {
      Set<Long> seen = new HashSet<>();
      long last = moments.get(first).at() + within.toMillis();
      for (int i = first; i < moments.size() && moments.get(i).at() <= last; i++) {
        Moment moment = moments.get(i);
        if (moment.click() && moment.link() != 0) {
          seen.add(moment.link());
        }
      }
      if (seen.size() >= links) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether a click, or an open, came so soon after the mail; up to as long before as well, since
   * clocks differ.
   *
   * @param sentAt epoch ms; null if it is not known
   */
  boolean isAtOnce(boolean click, @Nullable Long sentAt, Duration atOnce) {
    return sentAt != null
        && moments.stream()
            .anyMatch(
                moment ->
                    moment.click() == click && Math.abs(moment.at() - sentAt) <= atOnce.toMillis());
  }
}
