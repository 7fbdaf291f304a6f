package io.m1bridge.contactsync.mapping;

import io.m1bridge.contactsync.contact.FieldNames;
import io.m1bridge.contactsync.contact.Identity;
import io.m1bridge.contactsync.mapping.Mapping.KnownBy;
import io.m1bridge.contactsync.mapping.Mapping.WithoutEmail;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a mapping file says of what contacts are known by. */
final class IdentityReader {

  static final String IDENTITY = "identity";
  static final String WITHOUT = "without-identity";

  /** The same, from when that was always the email. */
  static final String WITHOUT_EMAIL = "without-email";

  private static final String CUSTOM = "custom.";
  private static final List<String> WORDS = List.of("email", "mobile", "custom.LABEL");

  private IdentityReader() {}

  /** What contacts are known by; null if the file does not say so. */
  static @Nullable KnownBy knownBy(Map<String, YamlNode> parts, Map<String, YamlNode> contact) {
    YamlNode node = parts.get(IDENTITY);
    if (node == null) {
      return null;
    }
    KnownBy knownBy = new KnownBy(identity(node), node.line());
    if (parts.containsKey(WITHOUT_EMAIL) && !knownBy.identity().isEmail()) {
      parts
          .get(WITHOUT_EMAIL)
          .wrong("contacts are not known by their email here: say 'without-identity'");
    }
    if (isOfRows(parts)) {
      node.wrong(
          "'identity' is one for the whole account, which has to be known at the start: give"
              + " 'account' a 'constant', or leave it out for the default account");
    }
    if (!isMapped(knownBy.identity(), contact)) {
      node.wrong(
          "contacts are known by '"
              + node.text()
              + "', and 'contact' does not say where that comes from: every row would be a dead"
              + " letter");
    }
    YamlNode groups = contact.get("groups");
    if (groups != null && !knownBy.identity().isEmail()) {
      groups.wrong(
          "contacts that are not known by their email cannot join groups: M1 puts into a group"
              + " only whom it finds by email. Leave 'groups' out");
    }
    return knownBy;
  }

  private static Identity identity(YamlNode node) {
    String word = node.text();
    if (word.startsWith(CUSTOM) && word.length() > CUSTOM.length()) {
      return Identity.custom(word.substring(CUSTOM.length()));
    }
    if (word.equals("mobile")) {
      return Identity.MOBILE;
    }
    if (!word.equals("email")) {
      node.unknown(IDENTITY, word, WORDS);
    }
    return Identity.EMAIL;
  }

  private static boolean isOfRows(Map<String, YamlNode> parts) {
    YamlNode account = parts.get("account");
    return account != null && (account.isScalar() || !account.map().containsKey("constant"));
  }

  private static boolean isMapped(Identity identity, Map<String, YamlNode> contact) {
    String part = FieldNames.label(identity.field()).isPresent() ? "custom" : "fields";
    YamlNode named = contact.get(part);
    String name = FieldNames.label(identity.field()).orElse(identity.field());
    return named != null && named.map().containsKey(name);
  }

  /** What becomes of a row without it. */
  static WithoutEmail withoutIt(Map<String, YamlNode> parts) {
    if (parts.containsKey(WITHOUT) && parts.containsKey(WITHOUT_EMAIL)) {
      parts.get(WITHOUT_EMAIL).wrong("'without-identity' says the same: leave one of them out");
    }
    String name = parts.containsKey(WITHOUT) ? WITHOUT : WITHOUT_EMAIL;
    return MappingReader.choice(
        parts, name, YamlNode.words(WithoutEmail.values()), WithoutEmail.DEAD_LETTER);
  }
}
