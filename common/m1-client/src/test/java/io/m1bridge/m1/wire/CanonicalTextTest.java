package io.m1bridge.m1.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m1bridge.m1.Column;
import io.m1bridge.m1.Contact;
import io.m1bridge.m1.ContactField;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.OpType;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.time.api.Dates;

/** {@link ContactField#problem} and the encoders agree: what passes there never fails here. */
class CanonicalTextTest {

  @Property
  void shouldEncodeExactlyWhatPassesTheCheck(
      @ForAll ContactField field, @ForAll("texts") String text) {
    Contact contact = Contact.of(Map.of(field, text), Map.of());
    Column column = new Column.Field(field);
    M1Call<?> add = new M1Call.AddContacts(List.of(contact), Optional.empty(), OpType.MERGE);
    M1Call<?> edit = new M1Call.EditContacts(List.of(column), column, List.of(List.of(text)));

    if (field.problem(text).isEmpty()) {
      assertThat(FormSize.bytes(add)).isPositive();
      assertThat(FormSize.bytes(edit)).isPositive();
    } else {
      assertThat(field.problem(text).orElseThrow()).doesNotContain("Wang");
      assertThatThrownBy(() -> FormSize.bytes(add)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> FormSize.bytes(edit)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Property
  void shouldEncodeEveryCustomValue(@ForAll String text) {
    Contact contact = Contact.of(Map.of(), Map.of(1L, text));

    assertThatCode(() -> FormSize.bytes(contact)).doesNotThrowAnyException();
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.strings(),
        Arbitraries.of("male", "female", "", " ", "Male", "男", "Wang Wei"),
        Arbitraries.of(
            "+999999999-12-31",
            "-999999999-01-01",
            "+10000-01-01",
            "9999-12-31",
            "1583-01-01",
            "1582-12-31",
            "0000-01-01",
            "-0001-01-01",
            "1990-02-30",
            "1990-5-10",
            "1990-05-10 ",
            "1990-05-10T00:00",
            "١٩٩٠-٠٥-١٠"),
        Dates.dates()
            .between(LocalDate.of(1, 1, 1), LocalDate.of(9999, 12, 31))
            .map(LocalDate::toString));
  }
}
