package io.m1bridge.contactsync.contact;

import java.util.Map;

/**
 * What a call carries of one contact, as recorded in the intent.
 *
 * @param key the CRM's key
 * @param email the address that M1 finds it by
 * @param values what is written, email included in an add; empty in a delete
 * @param completes whether nothing is left to do for the contact once M1 accepted it
 */
public record SentRow(String key, String email, Map<String, String> values, boolean completes) {

  public SentRow {
    values = Map.copyOf(values);
  }

  /** The same row, now known to be the last or not the last that its contact needs. */
  public SentRow completing(boolean last) {
    return new SentRow(key, email, values, last);
  }

  @Override
  public String toString() {
    return "SentRow[" + values.size() + " values]";
  }
}
