package io.m1bridge.contactsync.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.change.ContactRules;
import io.m1bridge.contactsync.change.IntakeSettings;
import io.m1bridge.contactsync.change.Parsed;
import io.m1bridge.contactsync.contact.ContactChange;
import io.m1bridge.contactsync.contact.Identities;
import io.m1bridge.contactsync.contact.Identity;
import io.m1bridge.contactsync.mapping.MappingReader;
import io.m1bridge.contracts.ContactChangeType;
import io.m1bridge.m1.AccountId;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/** Rows of contacts that are known by something else than their email. */
class KeyedRowsTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-23T10:00:00Z"), ZoneOffset.UTC);
  private static final AccountId ACCOUNT = new AccountId("demo");

  private final MappedReader reader =
      new MappedReader(
          MappingReader.read(
              "a.yaml",
              """
              format: json
              identity: custom.No
              without-identity: delete
              contact:
                fields: {email: mail}
                custom: {No: id}
              """),
          new ContactRules(
              IntakeSettings.of(ACCOUNT),
              new Identities(Map.of(ACCOUNT, Identity.custom("No"))),
              CLOCK));

  private Parsed<ContactChange> read(String row) {
    return reader.parse("k-1".getBytes(UTF_8), row.getBytes(UTF_8), new RecordHeaders());
  }

  private ContactChange change(String row) {
    assertThat(read(row)).isInstanceOf(Parsed.Valid.class);
    return ((Parsed.Valid<ContactChange>) read(row)).value();
  }

  @Test
  void shouldNeedNoEmail() {
    ContactChange change = change("{\"id\":7,\"mail\":null}");

    assertThat(change.fields()).containsEntry("custom:No", "7").containsEntry("email", null);
    assertThat(change.identity()).isEqualTo(Identity.custom("No"));
  }

  @Test
  void shouldDeleteARowWithoutWhatItsContactIsKnownBy() {
    assertThat(change("{\"id\":\" \",\"mail\":\"a@x.cn\"}").type())
        .isEqualTo(ContactChangeType.DELETED);
  }

  @Test
  void shouldDeleteNobodyWhoIsKnownByWhatTheMappingDoesNotSpeakOf() {
    MappedReader many =
        new MappedReader(
            MappingReader.read(
                "many.yaml",
                """
                format: json
                account: shop
                account-of-deletes: dead-letter
                without-email: delete
                contact:
                  fields: {email: mail, mobilePhone: phone}
                """),
            new ContactRules(
                IntakeSettings.of(null), new Identities(Map.of(ACCOUNT, Identity.MOBILE)), CLOCK));
    String row = "{\"shop\":\"%s\",\"mail\":%s,\"phone\":null}";

    assertThat(many.parse(KEY, bytes(row, "demo", "\"a@x.cn\""), new RecordHeaders()))
        .isInstanceOfSatisfying(
            Parsed.Invalid.class,
            invalid -> assertThat(invalid.problem().code()).isEqualTo("identity-missing"));
    assertThat(many.parse(KEY, bytes(row, "other", "null"), new RecordHeaders()))
        .as("in an account of emails as before")
        .isInstanceOfSatisfying(
            Parsed.Valid.class,
            valid ->
                assertThat(((ContactChange) valid.value()).type())
                    .isEqualTo(ContactChangeType.DELETED));
  }

  private static final byte[] KEY = "k-1".getBytes(UTF_8);

  private static byte[] bytes(String row, String shop, String mail) {
    return row.formatted(shop, mail).getBytes(UTF_8);
  }

  @Test
  void shouldRefuseAValueThatIsTooLong() {
    assertThat(read("{\"id\":\"" + "x".repeat(513) + "\"}"))
        .isInstanceOfSatisfying(
            Parsed.Invalid.class,
            invalid -> assertThat(invalid.problem().code()).isEqualTo("field-invalid"));
  }
}
