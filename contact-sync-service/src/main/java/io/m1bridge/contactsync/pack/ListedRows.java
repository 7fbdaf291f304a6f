package io.m1bridge.contactsync.pack;

import io.m1bridge.contactsync.contact.FieldNames;
import io.m1bridge.contactsync.contact.Identity;
import io.m1bridge.m1.Contact;
import io.m1bridge.m1.ContactField;
import java.util.Optional;

/** Under which address M1 shows a contact. */
public final class ListedRows {

  private ListedRows() {}

  /**
   * Whether rows can show an address of this kind: of a custom property the id has to be known, and
   * it has to be one for texts.
   */
  public static boolean canShow(Identity identity, Properties properties) {
    return FieldNames.label(identity.field())
        .map(label -> properties.textId(label).isPresent())
        .orElse(true);
  }

  /** The address of this kind, as M1 shows it; empty if it shows none. */
  public static Optional<String> address(Contact row, Identity identity, Properties properties) {
    if (identity.isEmail()) {
      return row.get(ContactField.EMAIL);
    }
    Optional<String> value =
        FieldNames.label(identity.field())
            .map(label -> properties.textId(label).map(id -> row.properties().get(id)))
            .orElseGet(() -> FieldNames.field(identity.field()).flatMap(row::get));
    return value.filter(text -> !text.isBlank()).map(identity::address);
  }
}
