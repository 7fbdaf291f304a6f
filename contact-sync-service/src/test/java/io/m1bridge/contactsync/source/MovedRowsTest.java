package io.m1bridge.contactsync.source;

import static io.m1bridge.contactsync.source.AccountRows.AFTER;
import static io.m1bridge.contactsync.source.AccountRows.LAND;
import static io.m1bridge.contactsync.source.AccountRows.WHOLE;
import static io.m1bridge.contactsync.source.AccountRows.bytes;
import static io.m1bridge.contactsync.source.AccountRows.contact;
import static io.m1bridge.contactsync.source.AccountRows.reader;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.change.Parsed;
import io.m1bridge.contactsync.contact.ContactChange;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows that name another account than before. */
class MovedRowsTest {

  @Test
  void shouldLeaveTheOldAccountWhereAnUpdateNamesAnother() {
    MappedReader reader = reader(WHOLE);
    byte[] left = left(reader, "{\"id\":7,\"land\":\"CN\"}", AFTER);

    assertThat(left).isNotNull();
    Parsed<ContactChange> read = reader.parse(bytes("{\"id\":7}"), left, new RecordHeaders());
    assertThat(read)
        .isEqualTo(new Parsed.Valid<>(ContactChange.deletion(contact("shop-cn", "7"), "")));
    assertThat(reader.contact(bytes("{\"id\":7}"), left, new RecordHeaders()))
        .isEqualTo(new Parsed.Valid<>(contact("shop-cn", "7")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "the same account|{\"id\":7,\"land\":\"DE\"}",
        "the same account under another key|{\"id\":8,\"land\":\"DE\"}",
        "no row from before|null",
        "never in an account|{\"id\":7,\"land\":\"FR\"}",
      })
  void shouldLeaveNoAccount(String why, String before) {
    assertThat(left(reader(WHOLE), before, AFTER)).as(why).isNull();
  }

  /** The next record says where it is, and may not say where it was. */
  @Test
  void shouldLeaveTheOldAccountWhereNobodyCanSayWhereItGoes() {
    String before = "{\"id\":7,\"land\":\"CN\"}";
    MappedReader any = ofColumn();

    assertThat(left(reader(WHOLE), before, AFTER.replace("DE", "FR"))).isNotNull();
    assertThat(left(any, before.replace("CN", "shop-cn"), AFTER.replace("DE", "no account")))
        .isNotNull();
    assertThat(left(any, before.replace("CN", "no account"), AFTER)).as("it was in none").isNull();
  }

  @Test
  void shouldLeaveNoAccountByARowThatIsNotSurelyWhole() {
    assertThat(left(reader("format: debezium\n" + LAND), "{\"id\":7,\"land\":\"CN\"}", AFTER))
        .isNull();
  }

  /** It is in the default account, where nothing that names its account may delete. */
  @Test
  void shouldTellThatAContactIsLeftBehindInTheDefaultAccount() {
    MappedReader reader = reader(WHOLE);
    byte[] left = left(reader, "{\"id\":7,\"land\":null}", AFTER);
    String none = "{\"id\":7,\"land\":null,\"mail\":\"a@example.com\"}";

    assertThat(reader.contact(bytes("{\"id\":7}"), left, new RecordHeaders()))
        .isInstanceOfSatisfying(
            Parsed.Invalid.class,
            invalid -> assertThat(invalid.problem().code()).isEqualTo("delete-without-account"));
    assertThat(left(reader, none, none)).isNull();
  }

  /** By its name, or since the row names none. */
  @Test
  void shouldStayInTheDefaultAccount() {
    String none = AFTER.replace("\"DE\"", "null");

    assertThat(left(reader(WHOLE), "{\"id\":7,\"land\":\"CN\"}", none)).isNull();
    assertThat(left(reader(WHOLE), none, AFTER.replace("DE", "CN"))).isNull();
    assertThat(left(ofColumn(), AFTER.replace("DE", "shop-de"), AFTER.replace("DE", "shop-de")))
        .isNull();
  }

  /** A source without primary keys in its records: that a key changed is told by the connector. */
  @Test
  void shouldNotDeleteBesidesWhereTheKeyAloneChanged() {
    byte[] left =
        ofColumn()
            .left(
                null,
                bytes(
                    "{\"op\":\"u\",\"before\":{\"id\":8,\"land\":\"shop-de\"},\"after\":"
                        + AFTER.replace("DE", "shop-de")
                        + "}"),
                new RecordHeaders());

    assertThat(left).isNull();
  }

  private static MappedReader ofColumn() {
    return reader("format: debezium\nkey: id\naccount: land\naccount-of-deletes: row\n");
  }

  private static byte @Nullable [] left(MappedReader reader, String before, String after) {
    return reader.left(
        bytes("{\"id\":7}"),
        bytes("{\"op\":\"u\",\"before\":" + before + ",\"after\":" + after + "}"),
        new RecordHeaders());
  }
}
