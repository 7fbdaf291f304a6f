package io.m1bridge.contactsync.errand;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How what M1 shows of a field differs from what the CRM wants of it. */
public enum Difference {
  SAME("M1 shows what the CRM wants"),
  M1_ONLY("Only M1 has it: the CRM never said anything of it, or cleared it"),
  WAITING("The CRM wants it; M1 has not acknowledged it"),
  CHANGED_IN_M1("M1 acknowledged what the CRM wants, and shows something else"),
  M1_DECIDES("The field is M1's by the setting of owners: what stands there is not written over"),
  NOT_SHOWN("M1's answer does not show it");

  private final String says;

  Difference(String says) {
    this.says = says;
  }

  /** For people. */
  public String says() {
    return says;
  }

  /** As it stands in JSON. */
  @JsonValue
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
