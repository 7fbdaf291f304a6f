package io.m1bridge.contactsync.write;

import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.contact.Work;
import io.m1bridge.contactsync.pack.Candidate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds contacts that join many groups which hardly anybody else joins. A call names one group, so
 * each of these costs many calls that carry next to nothing.
 *
 * <p>Why: {@code docs/rationale.md#contacts-that-cost-many-calls-queue-beside-their-lane}.
 */
final class CostlyJoins {

  private static final int MANY_GROUPS = 4;
  private static final int FEW_TAKERS = 5;

  private CostlyJoins() {}

  /** Those among the candidates; what M1 does not know yet is added first, whatever it joins. */
  static Set<ContactKey> among(List<Candidate<Work.Add>> candidates) {
    Map<String, Integer> takers = new HashMap<>();
    candidates.forEach(
        candidate ->
            candidate.work().groups().forEach(group -> takers.merge(group, 1, Integer::sum)));
    return candidates.stream()
        .filter(candidate -> candidate.state().synced() != null)
        .filter(candidate -> lonely(candidate.work().groups(), takers) > MANY_GROUPS)
        .map(candidate -> candidate.state().key())
        .collect(Collectors.toSet());
  }

  private static long lonely(Set<String> groups, Map<String, Integer> takers) {
    return groups.stream().filter(group -> takers.getOrDefault(group, 0) < FEW_TAKERS).count();
  }
}
