package io.m1bridge.contactsync.write;

import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.contact.Work;
import io.m1bridge.contactsync.pack.Candidate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds contacts whose groups cost more calls than they are worth. A call names one group, so a
 * contact's share of the calls is the sum, over its groups, of one by those who join it as well.
 *
 * <p>Why: {@code docs/rationale.md#contacts-that-cost-many-calls-queue-beside-their-lane}.
 */
final class CostlyJoins {

  /** Calls of its own: with one, a contact may well ride along with others of its lane. */
  private static final int MANY = 2;

  /** So many that need a call each are served like any other. */
  private static final int FEW = 5;

  private CostlyJoins() {}

  /** Those among the candidates; what M1 does not know yet is added first, whatever it joins. */
  static Set<ContactKey> among(List<Candidate<Work.Add>> candidates) {
    Map<String, Integer> takers = new HashMap<>();
    candidates.forEach(
        candidate ->
            candidate.work().groups().forEach(group -> takers.merge(group, 1, Integer::sum)));
    Set<ContactKey> more = new HashSet<>();
    Set<ContactKey> one = new HashSet<>();
    for (Candidate<Work.Add> candidate : candidates) {
      double calls = calls(candidate.work().groups(), takers);
      if (candidate.state().synced() != null && calls >= 1) {
        (calls >= MANY ? more : one).add(candidate.state().key());
      }
    }
    if (one.size() > FEW) {
      more.addAll(one);
    }
    return more;
  }

  private static double calls(Set<String> groups, Map<String, Integer> takers) {
    return groups.stream().mapToDouble(group -> 1.0 / takers.getOrDefault(group, 1)).sum();
  }
}
