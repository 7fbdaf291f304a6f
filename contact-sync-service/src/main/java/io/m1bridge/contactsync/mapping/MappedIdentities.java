package io.m1bridge.contactsync.mapping;

import io.m1bridge.contactsync.change.BadChange;
import io.m1bridge.contactsync.change.JsonValue.Members;
import io.m1bridge.contactsync.contact.FieldNames;
import io.m1bridge.contactsync.contact.Identities;
import io.m1bridge.contactsync.contact.Identity;
import io.m1bridge.contactsync.mapping.Mapping.KnownBy;
import io.m1bridge.m1.AccountId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the contacts of each account are known by, as all mapping files together say it. It is one
 * for an account, whatever topic a change comes from: two contacts could not be told apart
 * otherwise.
 */
public final class MappedIdentities {

  private static final Members NO_ROW = new Members(Map.of());

  private final @Nullable AccountId defaultAccount;
  private final Map<AccountId, Said> said = new HashMap<>();

  private MappedIdentities(@Nullable AccountId defaultAccount) {
    this.defaultAccount = defaultAccount;
  }

  /** What a file says of an account. */
  private record Said(String file, int line, Identity identity) {}

  /**
   * Puts them together. A mapping whose rows name their account says nothing of any.
   *
   * @param mappings by the names of their files
   * @param defaultAccount null if there is none
   * @throws MappingException if two files contradict each other
   */
  public static Identities of(Map<String, Mapping> mappings, @Nullable AccountId defaultAccount) {
    MappedIdentities identities = new MappedIdentities(defaultAccount);
    new TreeMap<>(mappings).forEach(identities::add);
    Map<AccountId, Identity> byAccount = new HashMap<>();
    identities.said.forEach((account, one) -> byAccount.put(account, one.identity()));
    return new Identities(byAccount);
  }

  private void add(String file, Mapping mapping) {
    KnownBy knownBy = mapping.knownBy();
    int line = knownBy == null ? 1 : knownBy.line();
    Said next = new Said(file, line, knownBy == null ? Identity.EMAIL : knownBy.identity());
    if (mapping.isOfManyAccounts()) {
      return;
    }
    AccountId account = account(mapping, defaultAccount);
    if (account == null) {
      if (knownBy != null && !knownBy.identity().isEmail()) {
        throw problem(
            next,
            "'identity' is of an account, and there is none: name it by 'account' with a"
                + " 'constant', or set m1bridge.contact-sync.default-account");
      }
      return;
    }
    Said before = said.putIfAbsent(account, next);
    if (before != null && !before.identity().equals(next.identity())) {
      throw problem(
          next,
          "contacts of account "
              + account
              + " are known by "
              + word(next.identity())
              + " here, and by "
              + word(before.identity())
              + " in "
              + before.file()
              + ", line "
              + before.line()
              + " (without 'identity' by email): an account has one, say the same in both");
    }
  }

  /** The account of all rows; null if they name it, or nobody does. */
  static @Nullable AccountId account(Mapping mapping, @Nullable AccountId defaultAccount) {
    try {
      String named = mapping.account(NO_ROW);
      if (named == null) {
        return defaultAccount;
      }
      return AccountId.isValid(named) ? new AccountId(named) : null;
    } catch (BadChange e) {
      // Every row of it is a dead letter that says why.
      return null;
    }
  }

  private static MappingException problem(Said at, String what) {
    return new MappingException(at.file(), List.of("line " + at.line() + ": " + what));
  }

  private static String word(Identity identity) {
    return identity.equals(Identity.MOBILE)
        ? "mobile"
        : FieldNames.label(identity.field()).map(label -> "custom." + label).orElse("email");
  }
}
