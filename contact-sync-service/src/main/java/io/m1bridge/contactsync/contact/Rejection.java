package io.m1bridge.contactsync.contact;

import static java.util.stream.Collectors.joining;

import io.m1bridge.contactsync.contact.Ending.Cause;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why a contact is rejected.
 *
 * @param m1Code M1's code; null without one
 * @param reason for the result
 * @param cause for the dead letter
 */
public record Rejection(@Nullable String m1Code, String reason, Cause cause) {

  /** Characters of a label that a reason names: it may have thousands. */
  private static final int MOST_SHOWN = 60;

  /** Of contacts that wait until M1 has a property. */
  public static final Rejection PROPERTY_MISSING =
      new Rejection(
          null,
          "M1 has no custom property for one of its labels",
          new Cause(
              "property-missing",
              "Create the custom property at M1, or set"
                  + " m1bridge.contact-sync.create-properties=true: the contact is then sent by"
                  + " itself"));

  /** Of contacts that a person kept from being deleted. */
  static final Rejection DELETE_REJECTED =
      new Rejection(
          null,
          "A person rejected this delete: the contact stays in M1",
          new Cause(
              "delete-rejected",
              "Send the delete again where it was meant; a contact that the CRM sends anew is"
                  + " taken up as it stands"));

  /** Of deletes of which M1's lists do not tell whom they mean. */
  public static final Rejection DELETE_AMBIGUOUS =
      new Rejection(
          null,
          "M1 lists two contacts under what this one is known by: none of them is deleted",
          new Cause(
              "delete-ambiguous",
              "Look at both in M1, and delete there the one that is meant; or leave it alone there"
                  + " under that value, and send the delete again"));

  /** Of deletes of what M1 acknowledged, and no list showed under what it is known by. */
  public static final Rejection NEVER_LISTED =
      new Rejection(
          null,
          "Not found: M1 never listed this contact under what it is known by, so it could not be"
              + " deleted",
          new Cause(
              "delete-not-found",
              "Look for the contact at M1, where the value may look otherwise, and delete it there;"
                  + " or send the delete again"));

  /** Of deletes that M1's lists never helped with. */
  public static final Rejection LISTS_UNPROVEN =
      new Rejection(
          null,
          "M1's lists told no id of this contact that its delete could name",
          new Cause(
              "delete-unproven",
              "Look for the contact at M1 and delete it there; or send the delete again once M1's"
                  + " lists can be read whole and show what contacts are known by"));

  /** Of contacts that are known by a property that M1 has as a drop-down. */
  public static final Rejection IDENTITY_DROP_DOWN =
      new Rejection(
          null,
          "M1 has the property that contacts of this account are known by as a drop-down",
          new Cause(
              "identity-drop-down",
              "Have the property as text at M1, or name another one as 'identity' in the mapping;"
                  + " then send the contact again"));

  /** Of contacts of an account that nobody declared. */
  public static final Rejection ACCOUNT_UNKNOWN =
      new Rejection(
          null,
          "Its account is not known, for longer than contacts wait for that",
          new Cause(
              "account-unknown",
              "Declare the account at token-service and connect it: the contact is then sent by"
                  + " itself, as the CRM wants it by then; or correct the account of the change"));

  /** Of contacts of an account that nobody connected. */
  public static final Rejection ACCOUNT_NOT_CONNECTED =
      new Rejection(
          null,
          "Its account is not connected, for longer than contacts wait for that",
          new Cause(
              "account-not-connected",
              "Connect the account at token-service: the contact is then sent by itself, as the"
                  + " CRM wants it by then"));

  /** Two labels of a contact are one property to M1: it would take one value of the two. */
  public static Rejection oneProperty(String label, String other) {
    String what = "'custom." + shown(label) + "' and 'custom." + shown(other) + "'";
    return new Rejection(
        null,
        "M1 has one custom property for two of its labels",
        new Cause("labels-alike", "Fields " + what + " are one property to M1: send one of them"));
  }

  private static String shown(String label) {
    return label.codePoints().limit(MOST_SHOWN).mapToObj(Character::toString).collect(joining());
  }

  /** M1 refuses the contact alone. */
  public static Rejection byM1(Optional<String> code) {
    String named = code.map(text -> " (" + text + ")").orElse("");
    return new Rejection(
        code.orElse(null),
        "M1 refused this contact" + named,
        new Cause(
            "m1-refused",
            "M1 refuses this contact"
                + named
                + ": correct it in the CRM, or send it again by the command retry once M1 takes"
                + " it"));
  }

  /** Nobody can read what M1 answers to this contact alone, if it answers. */
  public static final Rejection UNANSWERED =
      new Rejection(
          null,
          "M1 never gave an answer about this contact that can be read, while it did about others",
          new Cause(
              "m1-unanswered",
              "Look at M1 whether it has the contact as the CRM wants it. If not, something in it"
                  + " may not get through to M1 (a firewall on the way, a text that M1 fails on):"
                  + " correct it in the CRM, or send it again by the command retry"));

  /** A bug met this contact; the message may quote it, so only the kind of error is told. */
  public static Rejection internalError(String errorClass) {
    return new Rejection(
        null,
        "An internal error met this contact (" + errorClass + ")",
        new Cause(
            "internal-error",
            "Report "
                + errorClass
                + " to the maintainers with this record; a changed contact is tried again"));
  }

  Ending ending(OpenChange change) {
    return new Ending(
        change, io.m1bridge.contracts.SyncResult.Outcome.REJECTED, null, m1Code, reason, cause);
  }
}
