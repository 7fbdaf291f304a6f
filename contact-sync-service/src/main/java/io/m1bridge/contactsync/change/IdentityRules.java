package io.m1bridge.contactsync.change;

import io.m1bridge.contactsync.contact.FieldNames;
import io.m1bridge.contactsync.contact.Identities;
import io.m1bridge.contactsync.contact.Identity;
import io.m1bridge.contactsync.contact.MobileNumber;
import io.m1bridge.contracts.ContactChangeType;
import io.m1bridge.m1.AccountId;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a change has to say of what its contact is known by. */
final class IdentityRules {

  /** As much as a contact's key: it stands in the keys of stores as well. */
  private static final int MAX_LENGTH = 512;

  private final Identities identities;

  IdentityRules(Identities identities) {
    this.identities = identities;
  }

  Identity of(AccountId account) {
    return identities.of(account);
  }

  /**
   * Checks it, and takes it out where it is null: there is no clearing what a contact is known by.
   *
   * @param fields canonical, by {@link FieldNames}
   * @return what the contact is known by
   */
  Identity check(AccountId account, ContactChangeType type, Map<String, @Nullable String> fields)
      throws BadChange {
    Identity identity = identities.of(account);
    @Nullable String value = fields.get(identity.field());
    if (type == ContactChangeType.UPSERTED && value == null) {
      throw missing(identity);
    }
    fields.remove(identity.field(), null);
    if (identity.isEmail()) {
      return identity;
    }
    String name = shown(identity);
    if (value != null && value.length() > MAX_LENGTH) {
      throw Problem.field(
              name,
              "is longer than "
                  + MAX_LENGTH
                  + " characters, too long for what contacts are known by")
          .thrown();
    }
    if (value != null && identity.equals(Identity.MOBILE) && MobileNumber.key(value).isEmpty()) {
      throw Problem.field(
              name,
              "is no phone number, or has an extension, and contacts of this account are known by"
                  + " it: send it with its country code (+86...), or as a number of China")
          .thrown();
    }
    return identity;
  }

  /** Checks that no groups are to be joined where M1 puts nobody into them. */
  static void checkGroups(Identity identity, @Nullable Set<String> groups) throws BadChange {
    if (!identity.isEmail() && groups != null && !groups.isEmpty()) {
      throw Problem.field(
              "groups",
              "cannot be joined in this account, whose contacts are known by "
                  + shown(identity)
                  + ": M1 puts into a group only whom it finds by email. Leave it out")
          .thrown();
    }
  }

  private static BadChange missing(Identity identity) {
    return identity.isEmail()
        ? Problem.of(
                Reason.EMAIL_MISSING,
                "Field 'email' is missing or null: send it with every upsert, M1 knows contacts by"
                    + " it")
            .thrown()
        : Problem.of(
                Reason.IDENTITY_MISSING,
                "Field '"
                    + shown(identity)
                    + "' is missing or null: send it with every upsert, contacts of this account"
                    + " are known by it")
            .thrown();
  }

  private static String shown(Identity identity) {
    return FieldNames.label(identity.field())
        .map(label -> "custom." + Texts.shown(label))
        .orElse(identity.field());
  }
}
