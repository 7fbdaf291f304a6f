package io.m1bridge.contactsync.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m1bridge.contactsync.change.BadChange;
import io.m1bridge.contactsync.change.JsonValue;
import io.m1bridge.contactsync.change.JsonValue.Members;
import io.m1bridge.contactsync.change.JsonValue.Number;
import io.m1bridge.contactsync.change.JsonValue.Text;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsltOriginTest {

  private static JsonValue computed(String expression, String number) throws BadChange {
    Members row = new Members(Map.of("n", new Number(number)));
    return JsltOrigin.of(expression).of("fax", row, value -> false);
  }

  @ParameterizedTest
  @ValueSource(strings = {"12", "-1.10", "9007199254740993", "0.000001", "123456789.123456789"})
  void shouldKeepANumberAsItWasWritten(String number) throws BadChange {
    assertThat(computed(".n", number)).isEqualTo(new Number(number));
  }

  @Test
  void shouldComputeWithNumbers() throws BadChange {
    assertThat(computed(".n + 1", "41")).isEqualTo(new Number("42"));
  }

  @Test
  void shouldSendNoInfinity() {
    assertThatThrownBy(() -> computed(".n * 2", "1e999"))
        .isInstanceOfSatisfying(
            BadChange.class, bad -> assertThat(bad.problem().code()).isEqualTo("field-invalid"));
  }

  /** Written out, the number filled the memory: the service died of it after every restart. */
  @ParameterizedTest
  @ValueSource(strings = {"1e999999999", "1E-0999999999", "-1e2147483647", "2.5e+1000"})
  void shouldNotWriteOutANumberOfABillionDigits(String number) throws BadChange {
    assertThat(computed(".n", number)).isEqualTo(new Text(number));
    assertThat(computed("\"x\"", number)).isEqualTo(new Text("x"));
  }

  @Test
  void shouldNotReadANumberOfManyDigits() throws BadChange {
    String digits = "7".repeat(200_000);
    assertThat(computed(".n", digits)).isEqualTo(new Text(digits));
  }
}
