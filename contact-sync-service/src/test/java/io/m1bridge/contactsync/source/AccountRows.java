package io.m1bridge.contactsync.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.change.ContactRules;
import io.m1bridge.contactsync.change.IntakeSettings;
import io.m1bridge.contactsync.change.Parsed;
import io.m1bridge.contactsync.contact.ContactChange;
import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.mapping.MappingReader;
import io.m1bridge.m1.AccountId;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Mappings whose rows name their account by the column {@code land}, and what they make of rows.
 */
final class AccountRows {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-23T10:00:00Z"), ZoneOffset.UTC);
  static final String LAND =
      "account: {from: land, convert: [lookup: {table: {DE: shop-de, CN: shop-cn}}]}\n";
  static final String OF_KEY = "format: json\nkey-format: json\nkey: id\n" + LAND;
  static final String WHOLE = "format: debezium\nkey: id\n" + LAND + "account-of-deletes: row\n";
  static final String AFTER = "{\"id\":7,\"land\":\"DE\",\"mail\":\"a@example.com\"}";

  private AccountRows() {}

  static ContactKey contact(String account, String key) {
    return new ContactKey(new AccountId(account), key);
  }

  static MappedReader reader(String head) {
    return new MappedReader(
        MappingReader.read("test.yaml", head + "contact:\n  fields:\n    email: mail\n"),
        new ContactRules(IntakeSettings.of(new AccountId("shop-cn")), CLOCK));
  }

  /** Routing finds the same. */
  static Parsed<ContactChange> read(
      MappedReader reader, @Nullable String key, @Nullable String value) {
    Parsed<ContactChange> read = reader.parse(bytes(key), bytes(value), new RecordHeaders());
    Parsed<ContactKey> routed = reader.contact(bytes(key), bytes(value), new RecordHeaders());
    if (read instanceof Parsed.Valid<ContactChange> valid) {
      assertThat(routed).isEqualTo(new Parsed.Valid<>(valid.value().contact()));
    } else {
      assertThat(routed).hasToString(read.toString());
    }
    return read;
  }

  static ContactChange change(MappedReader reader, @Nullable String key, @Nullable String value) {
    Parsed<ContactChange> read = read(reader, key, value);
    assertThat(read).isInstanceOf(Parsed.Valid.class);
    return ((Parsed.Valid<ContactChange>) read).value();
  }

  static String reason(MappedReader reader, @Nullable String key, @Nullable String value) {
    Parsed<ContactChange> read = read(reader, key, value);
    assertThat(read).isInstanceOf(Parsed.Invalid.class);
    return ((Parsed.Invalid<ContactChange>) read).problem().code();
  }

  static byte @Nullable [] bytes(@Nullable String text) {
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }
}
