package io.m1bridge.contactsync.contact;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a call carries of one contact. Kept with the contact until the call's outcome is known, so
 * that the intent need not grow with what was written.
 *
 * @param email the address that M1 finds it by
 * @param fingerprints of what is written, by field; empty in a delete
 * @param completes whether nothing is left to do for the contact once M1 accepted it
 * @param mail where the address is no email: the email that is written; null if none is
 * @param moves whether it gives a contact, which M1 finds by something else, this address
 */
public record SentRow(
    String key,
    String email,
    Map<String, String> fingerprints,
    boolean completes,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String mail,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean moves) {

  public SentRow {
    fingerprints = Map.copyOf(fingerprints);
  }

  /** A row that writes these values, not known to be the last that its contact needs. */
  public static SentRow of(String key, String email, Map<String, String> values) {
    String written = Identity.ofAddress(email).isEmail() ? "" : values.get(FieldNames.EMAIL);
    // A cleared email stays known: under it the person may have said not to be mailed.
    String mail = written == null || written.isEmpty() ? null : written;
    return new SentRow(key, email, Fingerprint.of(values), false, mail, false);
  }

  /** The same row, which gives a contact that M1 finds by something else its address. */
  public SentRow moving() {
    return new SentRow(key, email, fingerprints, completes, mail, true);
  }

  /** The same row, now known to be the last or not the last that its contact needs. */
  public SentRow completing(boolean last) {
    return new SentRow(key, email, fingerprints, last, mail, moves);
  }

  /** The same row, where these fields are to be written again whatever becomes of the call. */
  SentRow superseded(Set<String> fields) {
    Map<String, String> prints = new HashMap<>(fingerprints);
    fields.forEach(name -> prints.replace(name, Fingerprint.SUPERSEDED));
    return new SentRow(key, email, prints, completes, mail, moves);
  }

  /** The field that its address is of. */
  public String addressField() {
    return Identity.ofAddress(email).field();
  }

  @Override
  public String toString() {
    return "SentRow[" + fingerprints.size() + " values]";
  }
}
