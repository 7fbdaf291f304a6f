package io.m1bridge.contactsync.mapping;

import io.m1bridge.contactsync.change.KeyFormat;
import io.m1bridge.contactsync.mapping.Mapping.AccountOfDeletes;
import io.m1bridge.contactsync.mapping.Mapping.Format;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a mapping file says of the account of deleted rows; refuses what can name none.
 *
 * @param keyFormat null: record keys are JSON
 * @param key columns that are the contact's key
 */
record DeletesReader(Format format, @Nullable KeyFormat keyFormat, List<String> key) {

  static final String ACCOUNT_OF_DELETES = "account-of-deletes";

  /** Where it stands; {@code account} is null for the default one. */
  AccountOfDeletes read(Map<String, YamlNode> parts, @Nullable Rule account) {
    AccountOfDeletes said =
        MappingReader.choice(
            parts,
            ACCOUNT_OF_DELETES,
            YamlNode.words(AccountOfDeletes.values()),
            AccountOfDeletes.KEY);
    YamlNode node = parts.get(ACCOUNT_OF_DELETES);
    boolean ofRows = account != null && !account.origin().isConstant();
    if (node != null && !ofRows) {
      node.wrong(
          "all rows are of one account here: leave '"
              + ACCOUNT_OF_DELETES
              + "' out, or say by 'account' which column names it");
    } else if (node != null && said == AccountOfDeletes.ROW && format == Format.JSON) {
      node.wrong(
          "a delete is a record without a value in format json, and has no row: put the account"
              + " into the key and say 'key', or 'dead-letter'");
    }
    if (account != null && ofRows && said == AccountOfDeletes.KEY) {
      String why = whyNoKeyTells(account.origin().columns());
      YamlNode at = parts.get("account");
      if (why != null && at != null) {
        at.wrong(
            "the account of a deleted row could not be known: "
                + why
                + "; or say '"
                + ACCOUNT_OF_DELETES
                + ": dead-letter' if deletes of this source are not to be carried out");
      }
    }
    return said;
  }

  /**
   * Why the key of a deleted row names no account, and what to do; null if it may.
   *
   * @param columns that the account is made of; null if that cannot be told
   */
  private @Nullable String whyNoKeyTells(@Nullable Set<String> columns) {
    String whole =
        format == Format.JSON
            ? ""
            : ", or have the source send deleted rows whole (REPLICA IDENTITY FULL) and say '"
                + ACCOUNT_OF_DELETES
                + ": row'";
    if (columns == null) {
      return "it has its key alone, and which columns a JSLT reads cannot be told. Make 'account' of"
          + " columns of the key by 'from' or 'template'"
          + whole;
    }
    boolean keyIsInRow = format != Format.JSON && key.containsAll(columns);
    return keyFormat == null || keyIsInRow
        ? null
        : "it has its key alone, and keys of key-format "
            + keyFormat.name().toLowerCase(Locale.ROOT)
            + " have no columns. Send keys as JSON objects with the columns that 'account' reads, and"
            + " say 'key-format: json'"
            + whole;
  }
}
