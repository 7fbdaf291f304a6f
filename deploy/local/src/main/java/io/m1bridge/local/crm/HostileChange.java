package io.m1bridge.local.crm;

/**
 * One record of a hostile history, with its right outcome beside it: the outcome is known because
 * the record was made for it, so that nothing has to be read by rules that could share a mistake
 * with the service.
 *
 * @param kind what is odd about it, in a few words
 */
public record HostileChange(String kind, SourceRecord record, Verdict verdict) {

  /** Names the kind only: the record holds contact data. */
  @Override
  public String toString() {
    return "HostileChange[" + kind + "]";
  }
}
