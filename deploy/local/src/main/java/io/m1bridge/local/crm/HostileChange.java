package io.m1bridge.local.crm;

import java.util.Set;

/**
 * One record of a hostile history, with its right outcome beside it: the outcome is known because
 * the record was made for it, so that nothing has to be read by rules that could share a mistake
 * with the service.
 *
 * @param kind what is odd about it, in a few words
 * @param cases kinds that it is an example of
 */
public record HostileChange(
    String kind, Set<PublicCase> cases, SourceRecord record, Verdict verdict) {

  public HostileChange {
    cases = Set.copyOf(cases);
  }

  /** Names the kind only: the record holds contact data. */
  @Override
  public String toString() {
    return "HostileChange[" + kind + "]";
  }
}
