package io.m1bridge.contactsync.forget;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.m1.AccountId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An order to forget a contact, and how far it is.
 *
 * @param id digest of the account and the contact's key, by which the order is found again once the
 *     key is gone
 * @param contact the CRM's key; null from {@code goneAt} on
 * @param by who asked first
 * @param askedAt when that was
 * @param again when it was last asked for while it was under way; null if never
 * @param atM1 what is known of M1
 * @param goneAt when nothing of it was left in M1 and in our state; null before
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Forget(
    AccountId account,
    String id,
    @Nullable String contact,
    String by,
    Instant askedAt,
    @Nullable Instant again,
    AtM1 atM1,
    @Nullable Instant goneAt) {

  /** What became of the contact in M1. */
  public enum AtM1 {
    /** Nothing of it was ever known to stand there. */
    @JsonProperty("not-known")
    NOT_KNOWN,
    /** It stands there, or may. */
    @JsonProperty("waiting")
    WAITING,
    /** M1 showed that it is gone. */
    @JsonProperty("deleted")
    DELETED,
    /** An address of it belongs to another contact of the CRM, for which it stays in M1. */
    @JsonProperty("kept-for-another")
    KEPT_FOR_ANOTHER,
    /** Another M1 account stands behind the id since: in the one before nothing was deleted. */
    @JsonProperty("out-of-reach")
    OUT_OF_REACH
  }

  /** An order that is given now. */
  public static Forget asked(ContactKey contact, String by, Instant now) {
    return new Forget(
        contact.account(), id(contact), contact.key(), by, now, null, AtM1.NOT_KNOWN, null);
  }

  /** The digest of a contact's key: hexadecimal, the first 128 bits of SHA-256. */
  public static String id(ContactKey contact) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(contact.stored().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  /** Whether nothing is left to do. */
  @JsonIgnore
  public boolean isDone() {
    return goneAt != null;
  }

  /** Its key, while it is to be forgotten. */
  ContactKey key() {
    return new ContactKey(account, Objects.requireNonNull(contact, "It is forgotten"));
  }

  Forget at(AtM1 known) {
    return new Forget(account, id, contact, by, askedAt, again, known, goneAt);
  }

  Forget askedAgain(Instant at) {
    Instant last = at.isAfter(until()) ? at : until();
    return new Forget(account, id, contact, by, askedAt, last, atM1, goneAt);
  }

  /** What was sent until then is to be forgotten. */
  Instant until() {
    return again == null ? askedAt : again;
  }

  /** Nothing is left of it; its key goes too. */
  Forget gone(Instant now) {
    AtM1 last = atM1 == AtM1.WAITING ? AtM1.DELETED : atM1;
    return new Forget(account, id, null, by, askedAt, again, last, now);
  }

  @Override
  public String toString() {
    return "Forget[" + account + ", " + id + "]";
  }
}
