package io.m1bridge.contactsync.errand.web;

import io.m1bridge.contactsync.errand.Difference;
import io.m1bridge.contactsync.errand.FieldAtM1;
import java.util.List;

/**
 * A contact as M1 shows it now, beside what we believe. Personal data.
 *
 * @param id M1's own
 * @param differing fields that M1 shows otherwise, though it acknowledged what the CRM wants
 * @param waiting fields that M1 has not acknowledged yet
 * @param calls of the hour that it took
 */
public record ContactAtM1(long id, int differing, int waiting, List<FieldAtM1> fields, int calls) {

  static ContactAtM1 of(long id, List<FieldAtM1> fields, int calls) {
    return new ContactAtM1(
        id,
        count(fields, Difference.CHANGED_IN_M1),
        count(fields, Difference.WAITING),
        fields,
        calls);
  }

  private static int count(List<FieldAtM1> fields, Difference difference) {
    return (int) fields.stream().filter(field -> field.difference() == difference).count();
  }

  /** Says nothing of what stands in it. */
  @Override
  public String toString() {
    return "ContactAtM1[" + id + ", " + fields.size() + " fields]";
  }
}
