package io.m1bridge.contactsync.avro;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.change.JsonValue.Number;
import io.m1bridge.contactsync.change.JsonValue.Text;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class LogicalValuesTest {

  private static Schema decimal(int scale) {
    return new Schema.Parser()
        .parse(
            "{\"type\": \"bytes\", \"logicalType\": \"decimal\", \"precision\": 2147483647,"
                + " \"scale\": "
                + scale
                + "}");
  }

  @Test
  void shouldWriteADecimalWithAllItsDigits() {
    assertThat(LogicalValues.of(decimal(2), new byte[] {0x04, (byte) 0xd2}))
        .isEqualTo(new Number("12.34"));
  }

  @Test
  void shouldNotWriteOutADecimalOfABillionDigits() {
    assertThat(LogicalValues.of(decimal(2_000_000_000), new byte[] {1}))
        .isEqualTo(new Text("AQ=="));
  }
}
