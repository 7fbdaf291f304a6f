package io.m1bridge.contactsync.source;

import io.m1bridge.contactsync.change.BadChange;
import io.m1bridge.contactsync.change.ChangeReader;
import io.m1bridge.contactsync.change.ContactRules;
import io.m1bridge.contactsync.change.JsonValue;
import io.m1bridge.contactsync.change.JsonValue.Members;
import io.m1bridge.contactsync.change.Parsed;
import io.m1bridge.contactsync.change.Problem;
import io.m1bridge.contactsync.change.Reason;
import io.m1bridge.contactsync.contact.ContactChange;
import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.contact.FieldNames;
import io.m1bridge.contactsync.contact.Identity;
import io.m1bridge.contactsync.mapping.Mapping;
import io.m1bridge.contactsync.mapping.Mapping.AccountOfDeletes;
import io.m1bridge.contactsync.mapping.Mapping.WithoutEmail;
import io.m1bridge.contracts.ContactChangeType;
import io.m1bridge.m1.AccountId;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of one source by its mapping. A row is the whole of a contact: what its mapping
 * names and the row does not have is left alone, as everywhere.
 */
public final class MappedReader implements ChangeReader {

  /** Debezium's header of a row whose primary key changed: it was another contact before. */
  private static final String OLD_KEY = "__debezium.oldkey";

  private static final String CUSTOM = "custom";

  private static final Members NO_ROW = new Members(Map.of());

  /** Rows have no id of their own: results name topic, partition and offset. */
  private static final String NO_EVENT_ID = "";

  private final Mapping mapping;
  private final RowFormat format;
  private final RowKey keys;
  private final RowAccounts accounts;
  private final ContactRules rules;

  public MappedReader(Mapping mapping, ContactRules rules) {
    this.mapping = mapping;
    this.rules = rules;
    this.format = RowFormat.of(mapping);
    this.keys = new RowKey(mapping.keyFormat(), mapping.key());
    this.accounts = new RowAccounts(mapping);
  }

  /** Most records are routed by their key alone: to read each of them twice halves the speed. */
  @Override
  public Parsed<ContactKey> contact(
      byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
    try {
      rules.checkSize(key, value, headers);
      if (mapping.account() == null && format.isSurelyOfARow(value)) {
        String alone = keys.alone(key);
        if (alone != null) {
          return new Parsed.Valid<>(new ContactKey(account(mapping.account(NO_ROW)), alone));
        }
      }
      RowChange change = format.read(value);
      return change instanceof RowChange.PassedOver over
          ? new Parsed.PassedOver<>(over.why())
          : new Parsed.Valid<>(contact(key, change));
    } catch (BadChange e) {
      return new Parsed.Invalid<>(e.problem());
    }
  }

  @Override
  public Parsed<ContactChange> parse(
      byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
    try {
      rules.checkSize(key, value, headers);
      RowChange change = format.read(value);
      if (change instanceof RowChange.PassedOver over) {
        return new Parsed.PassedOver<>(over.why());
      }
      ContactKey contact = contact(key, change);
      return new Parsed.Valid<>(
          change instanceof RowChange.Put put
              ? put(contact, put.row(), headers)
              : deleted(contact));
    } catch (BadChange e) {
      return new Parsed.Invalid<>(e.problem());
    }
  }

  @Override
  public byte @Nullable [] left(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
    if (mapping.accountOfDeletes() != AccountOfDeletes.ROW) {
      return null;
    }
    try {
      rules.checkSize(key, value, headers);
      Members left = format.read(value) instanceof RowChange.Put put ? left(key, put) : null;
      return left == null ? null : DebeziumEnvelope.delete(left);
    } catch (BadChange e) {
      // Told when the record itself is read.
      return null;
    }
  }

  /**
   * Also from no account to one: that delete is a dead letter, which says what is left behind. And
   * where nobody can say where it is now: the record that says so next may not say where it was.
   */
  private @Nullable Members left(byte @Nullable [] key, RowChange.Put put) throws BadChange {
    Members before = put.before();
    if (before == null) {
      return null;
    }
    Members columns = keys.columns(key);
    // Thrown where it was in none.
    AccountId from = account(accounts.ofDelete(columns, before));
    return from.equals(readable(columns, put.row())) ? null : before;
  }

  /** Where a row is now; null if nobody can say. */
  private @Nullable AccountId readable(Members columns, Members row) {
    try {
      return account(accounts.ofRow(columns, row));
    } catch (BadChange e) {
      return null;
    }
  }

  private static Members rowOf(RowChange change) {
    return change instanceof RowChange.Put put ? put.row() : ((RowChange.Remove) change).row();
  }

  private ContactKey contact(byte @Nullable [] key, RowChange change) throws BadChange {
    return new ContactKey(account(key, change), keys.of(key, rowOf(change)));
  }

  private AccountId account(byte @Nullable [] key, RowChange change) throws BadChange {
    if (!mapping.isOfManyAccounts()) {
      return account(mapping.account(NO_ROW));
    }
    Members columns = keys.columns(key);
    if (change instanceof RowChange.Put put) {
      return account(accounts.ofRow(columns, put.row()));
    }
    String named = accounts.ofDelete(columns, rowOf(change));
    if (named == null) {
      throw Problem.of(
              Reason.DELETE_WITHOUT_ACCOUNT,
              "The record deletes a row, and does not say of which account: put the columns that the"
                  + " mapping's 'account' reads into the record key, or have the source send deleted"
                  + " rows whole (REPLICA IDENTITY FULL) and say 'account-of-deletes: row'. Delete"
                  + " the contact in M1, or send its delete again")
          .thrown();
    }
    return account(named);
  }

  private AccountId account(@Nullable String named) throws BadChange {
    return rules.account(named, "The mapping's 'account'");
  }

  private ContactChange put(ContactKey contact, Members row, Headers headers) throws BadChange {
    Placeholders placeholders = new Placeholders(format);
    Members mapped = mapping.contact(row, placeholders, rules::check);
    if (placeholders.any && headers.lastHeader(OLD_KEY) != null) {
      throw Problem.of(
              Reason.VALUE_UNAVAILABLE,
              "The row's key changed, and the source did not send its large columns along: set"
                  + " REPLICA IDENTITY FULL for the table, and send the row again")
          .thrown();
    }
    Identity identity = rules.identity(contact.account());
    // In a mapping whose rows name their accounts, those of one may be known by something else.
    if (mapping.withoutEmail() == WithoutEmail.DELETE
        && identity.equals(mapping.identity())
        && isWithout(identity, mapped)) {
      return deleted(contact);
    }
    return rules.change(contact, NO_EVENT_ID, ContactChangeType.UPSERTED, mapped);
  }

  /** Remembers whether a value was asked for that the source did not send. */
  private static final class Placeholders implements Predicate<JsonValue> {
    private final RowFormat format;
    private boolean any;

    Placeholders(RowFormat format) {
      this.format = format;
    }

    @Override
    public boolean test(JsonValue value) {
      boolean placeholder = format.isUnavailable(value);
      any |= placeholder;
      return placeholder;
    }
  }

  private static boolean isWithout(Identity identity, Members mapped) {
    Optional<String> label = FieldNames.label(identity.field());
    Members of =
        label.isPresent() && mapped.values().get(CUSTOM) instanceof Members custom
            ? custom
            : mapped;
    JsonValue value = of.values().get(label.orElse(identity.field()));
    return value == null || value.isBlank();
  }

  private static ContactChange deleted(ContactKey contact) {
    return ContactChange.deletion(contact, NO_EVENT_ID);
  }
}
