package io.m1bridge.contactsync.source;

import static io.m1bridge.contactsync.source.AccountRows.AFTER;
import static io.m1bridge.contactsync.source.AccountRows.LAND;
import static io.m1bridge.contactsync.source.AccountRows.OF_KEY;
import static io.m1bridge.contactsync.source.AccountRows.change;
import static io.m1bridge.contactsync.source.AccountRows.contact;
import static io.m1bridge.contactsync.source.AccountRows.reader;
import static io.m1bridge.contactsync.source.AccountRows.reason;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows that are written: to the account that they name. */
class WrittenRowsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"land\":null,\"id\":7}|{\"land\":\"DE\"}",
        "{\"land\":\"DE\",\"id\":7}|{\"land\":null}",
        "{\"land\":\"DE\",\"id\":7}|{\"land\":\"DE\"}",
      })
  void shouldWriteToTheAccountThatTheRowNames(String key, String row) {
    assertThat(change(reader(OF_KEY), key, row.replace("}", ",\"mail\":\"a@x.cn\"}")).contact())
        .isEqualTo(contact("shop-de", "7"));
  }

  /** Its delete would be in the account of the key. */
  @Test
  void shouldPutAsideARowThatContradictsItsKey() {
    String key = "{\"land\":\"DE\",\"id\":7}";
    MappedReader flattened = reader("format: debezium-flattened\nkey: id\n" + LAND);

    assertThat(reason(reader(OF_KEY), key, AFTER.replace("DE", "CN")))
        .isEqualTo("account-contradicted");
    assertThat(reason(flattened, key, AFTER.replace("DE", "CN"))).isEqualTo("account-contradicted");
    assertThat(reason(reader(OF_KEY), key, AFTER.replace("\"DE\"", "{\"of\":\"CN\"}")))
        .as("no text")
        .isEqualTo("field-invalid");
  }

  /** Taken from the key it would name none: that is the default account. */
  @Test
  void shouldNotReplaceAnObjectOfTheRowByAValueOfTheKey() {
    MappedReader reader = reader("format: json\nkey-format: json\naccount: shop.id\nkey: shop\n");

    assertThat(
            change(reader, "{\"shop\":7}", "{\"shop\":{\"id\":\"shop-de\"},\"mail\":\"a@x.cn\"}")
                .contact())
        .isEqualTo(contact("shop-de", "7"));
    assertThat(reason(reader, "{\"shop\":7}", null)).isEqualTo("delete-without-account");
  }
}
