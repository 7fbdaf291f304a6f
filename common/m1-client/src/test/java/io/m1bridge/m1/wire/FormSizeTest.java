package io.m1bridge.m1.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.m1.Column;
import io.m1bridge.m1.Contact;
import io.m1bridge.m1.ContactField;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.OpType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class FormSizeTest {

  @Test
  void shouldEqualTheEncodedBodyOfEveryCall() {
    assertThat(Stream.concat(Samples.READS.stream(), Samples.WRITES.stream()))
        .allSatisfy(
            call ->
                assertThat(FormSize.bytes(call))
                    .isEqualTo(encoded(call).getBytes(StandardCharsets.US_ASCII).length));
  }

  @Property(tries = 200)
  void shouldAddUpOverContacts(@ForAll @Size(min = 1, max = 20) List<String> names) {
    List<Contact> contacts =
        names.stream()
            .map(name -> Contact.of(Map.of(ContactField.FULL_NAME, name), Map.of()))
            .toList();

    int added = FormSize.bytes(add(contacts.subList(0, 1)));
    for (Contact contact : contacts.subList(1, contacts.size())) {
      added += FormSize.bytes(contact) + FormSize.SEPARATOR;
    }

    assertThat(FormSize.bytes(add(contacts))).isEqualTo(added);
  }

  @Property(tries = 200)
  void shouldAddUpOverRows(@ForAll @Size(min = 1, max = 20) List<String> names) {
    Column email = new Column.Field(ContactField.EMAIL);
    List<Column> columns = List.of(email, new Column.Field(ContactField.FULL_NAME));
    List<List<String>> rows = new ArrayList<>();
    names.forEach(name -> rows.add(List.of("a@b.c", name)));

    int added = FormSize.bytes(new M1Call.EditContacts(columns, email, rows.subList(0, 1)));
    for (List<String> row : rows.subList(1, rows.size())) {
      added += FormSize.bytes(columns, row) + FormSize.SEPARATOR;
    }

    assertThat(FormSize.bytes(new M1Call.EditContacts(columns, email, rows))).isEqualTo(added);
  }

  private static <T> String encoded(M1Call<T> call) {
    return FormEncoder.encode(Endpoint.of(call).send(call));
  }

  private static M1Call<?> add(List<Contact> contacts) {
    return new M1Call.AddContacts(contacts, Optional.of("群"), OpType.MERGE);
  }
}
