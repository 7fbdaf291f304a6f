package io.m1bridge.m1.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.m1.Contact;
import io.m1bridge.m1.ContactField;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.time.api.constraints.DateRange;

/** What an add says in M1's own spelling reads back as the canonical contact. */
class ContactRoundTripTest {

  @Property
  void shouldReadBackWhatAnAddSays(
      @ForAll @Size(max = 8) Map<ContactField, String> texts,
      @ForAll @DateRange(min = "1900-01-01", max = "2100-12-31") LocalDate birthday,
      @ForAll boolean male,
      @ForAll @Size(max = 4) Map<Long, String> properties) {
    Map<ContactField, String> fields = new EnumMap<>(ContactField.class);
    texts.forEach((field, text) -> fields.put(field, canonical(text)));
    fields.put(ContactField.BIRTHDAY, birthday.toString());
    fields.put(ContactField.GENDER, male ? "male" : "female");
    properties.replaceAll((id, text) -> canonical(text));

    Contact read = ContactReader.read(overTheWire(Contact.of(fields, properties)));

    assertThat(read.fields()).isEqualTo(fields);
    assertThat(read.properties()).isEqualTo(properties);
  }

  /** Nothing but blanks is nothing; half a character does not survive any encoding. */
  private static String canonical(String text) {
    String whole = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    return whole.isBlank() ? "" : whole;
  }

  private static JsonNode overTheWire(Contact contact) {
    String form = FormEncoder.text(Json.write(ContactForms.addObject(contact)));
    return Json.parse(URLDecoder.decode(form, StandardCharsets.UTF_8)).orElseThrow();
  }
}
