package io.m1bridge.m1.wire;

import io.m1bridge.m1.Column;
import io.m1bridge.m1.Contact;
import io.m1bridge.m1.M1Call;
import java.util.List;
import java.util.Map;

/**
 * How many bytes a call has on the wire, so that a packer can stay below what a server takes.
 * Chinese text has nine bytes a character there.
 *
 * <p>All figures are without the token, and exact: {@code bytes(add of n contacts) = bytes(add of
 * the first) + sum of (bytes(contact) + SEPARATOR) over the others}.
 */
public final class FormSize {

  /** Bytes between two rows: an encoded comma. */
  public static final int SEPARATOR = 3;

  private FormSize() {}

  /** Bytes of a call's form body, or of its query where it is a GET. */
  public static int bytes(M1Call<?> call) {
    int bytes = 0;
    for (Map.Entry<String, String> parameter : parameters(call).entrySet()) {
      bytes +=
          (bytes == 0 ? 0 : 1)
              + FormEncoder.length(parameter.getKey())
              + 1
              + FormEncoder.length(parameter.getValue());
    }
    return bytes;
  }

  private static <T> Map<String, String> parameters(M1Call<T> call) {
    return Endpoint.of(call).send(call);
  }

  /** Bytes that one contact takes within an add. */
  public static int bytes(Contact contact) {
    return FormEncoder.length(Json.write(ContactForms.addObject(contact)));
  }

  /** Bytes that one row takes within an edit. */
  public static int bytes(List<Column> columns, List<String> row) {
    return FormEncoder.length(Json.write(ContactForms.editRow(columns, row)));
  }
}
