package io.m1bridge.contactsync.consent;

import io.m1bridge.contactsync.consent.Suppressions.Suppressed;
import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.contact.Desired;
import io.m1bridge.contactsync.contact.Work;
import io.m1bridge.contracts.Suppression;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What it means for a contact that its person is not to be mailed: by {@code edm.suppressions}, or
 * because the CRM says so ({@code optOut}).
 *
 * <p>Not thread-safe: belongs to its task.
 *
 * <p>Why: {@code docs/rationale.md#suppressions-are-asked-for-where-an-add-is-planned}.
 */
public final class Consent {

  /** These are the person's will: another address does not change it, as it does a bounce. */
  private static final Set<Suppression.Reason> WILL =
      Set.of(Suppression.Reason.UNSUBSCRIBED, Suppression.Reason.COMPLAINED);

  private static final String OR_ALLOW = ", or with m1bridge.contact-sync.suppressions=allow";

  private final SuppressionLookup suppressions;
  private final SuppressionPolicy policy;
  private final String group;

  /**
   * @param group that campaigns leave out, for {@link SuppressionPolicy#DO_NOT_MAIL_GROUP}
   */
  public Consent(SuppressionLookup suppressions, SuppressionPolicy policy, String group) {
    this.suppressions = suppressions;
    this.policy = policy;
    this.group = group;
  }

  /** Names the rule that holds. */
  public String rule() {
    return policy == SuppressionPolicy.DO_NOT_MAIL_GROUP
        ? policy.name() + "/" + group
        : policy.name();
  }

  /** Why an address must not be added; a sentence for the result of its change. */
  public record Objection(boolean byCrm, String text) {}

  /**
   * Whether an edit gives a contact, which is known by something else, an email to be mailed by.
   */
  public boolean moves(ContactState contact, Work work) {
    return work instanceof Work.Edit edit
        && edit.isMove()
        && !contact.emailsInM1().equals(Set.of(String.valueOf(contact.wantedEmail())));
  }

  /** Why the contact must not be added under the address that it wants; empty if it may be. */
  public Optional<Objection> objection(ContactState contact) {
    return policy == SuppressionPolicy.BLOCK ? against(contact) : Optional.empty();
  }

  /**
   * The contact as it is wanted: if that is the rule, first in the group that campaigns leave out.
   * A call joins one group: added to another one first, the person could be mailed until the next.
   */
  public ContactState wanted(ContactState contact) {
    return policy == SuppressionPolicy.DO_NOT_MAIL_GROUP && against(contact).isPresent()
        ? contact.joiningFirst(group)
        : contact;
  }

  private Optional<Objection> against(ContactState contact) {
    @Nullable Desired desired = contact.desired();
    @Nullable String email = contact.wantedEmail();
    if (desired == null) {
      return Optional.empty();
    }
    if (desired.optOut()) {
      return Optional.of(
          new Objection(
              true,
              "The CRM says that the person does not want mail (optOut): it is added when that is"
                  + " taken back"
                  + OR_ALLOW));
    }
    if (email == null) {
      return Optional.empty();
    }
    return suppressions
        .find(contact.account(), email)
        .map(why -> suppressed("The address is suppressed", why))
        .or(() -> elsewhere(contact, email));
  }

  /** A new address does not undo what the person said under the one that M1 has. */
  private Optional<Objection> elsewhere(ContactState contact, String email) {
    return contact.emailsInM1().stream()
        .filter(other -> !other.equals(email))
        .flatMap(other -> suppressions.find(contact.account(), other).stream())
        .filter(why -> WILL.contains(why.reason()))
        .findFirst()
        .map(why -> suppressed("The address that the contact has in M1 is suppressed", why));
  }

  private static Objection suppressed(String what, Suppressed why) {
    return new Objection(
        false,
        what
            + " ("
            + why.reason().name().toLowerCase(Locale.ROOT).replace('_', '-')
            + " since "
            + why.since()
            + "): it is added when that is lifted"
            + OR_ALLOW);
  }
}
