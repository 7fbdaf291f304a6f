package io.m1bridge.contactsync.errand;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * A field of a contact as M1 shows it now, beside what we believe. Personal data.
 *
 * @param field its name; {@code custom:LABEL} for a custom property, {@code group:NAME} for a group
 * @param m1 what M1 shows, {@code yes} or {@code no} for a group; null if its answer does not show
 *     the field
 * @param wanted what the CRM wants, an empty text where it cleared it; null if it said nothing
 * @param acknowledged whether M1 acknowledged what is wanted
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FieldAtM1(
    String field,
    @Nullable String m1,
    @Nullable String wanted,
    boolean acknowledged,
    Difference difference) {

  /** The difference for people. */
  @JsonProperty
  public String says() {
    return difference.says();
  }

  /** Names the field only. */
  @Override
  public String toString() {
    return "FieldAtM1[" + field + ", " + difference + "]";
  }
}
