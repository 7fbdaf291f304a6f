package io.m1bridge.testkit.m1;

import io.m1bridge.m1.Contact;
import io.m1bridge.m1.ContactField;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** What the fake M1 makes of contacts that it is sent. */
final class KeptContacts {

  static final Contact EMPTY = Contact.of(Map.of(), Map.of());

  private UnaryOperator<String> numbers = UnaryOperator.identity();

  /** Mobile phones of new contacts are kept in this form. */
  void numbers(UnaryOperator<String> form) {
    numbers = form;
  }

  Contact inForm(Contact sent) {
    Map<ContactField, String> fields = new TreeMap<>(sent.fields());
    fields.computeIfPresent(ContactField.MOBILE_PHONE, (field, number) -> numbers.apply(number));
    return Contact.of(fields, sent.properties());
  }

  static Contact merged(Contact old, Contact sent) {
    Map<ContactField, String> fields = new TreeMap<>(old.fields());
    fields.putAll(sent.fields());
    Map<Long, String> values = new TreeMap<>(old.properties());
    values.putAll(sent.properties());
    return Contact.of(fields, values);
  }

  static Contact withId(long id, Contact contact, List<String> groups) {
    return new Contact(
        OptionalLong.of(id),
        contact.fields(),
        contact.properties(),
        groups,
        Optional.of(FakeM1Store.ACCOUNT_NUMBER));
  }
}
