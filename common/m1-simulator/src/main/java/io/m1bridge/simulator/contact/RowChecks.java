package io.m1bridge.simulator.contact;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.simulator.behaviour.ContactBehaviour;
import io.m1bridge.simulator.behaviour.ContactBehaviour.BadBatch;
import io.m1bridge.simulator.behaviour.ContactBehaviour.DropDown;
import io.m1bridge.simulator.behaviour.ContactBehaviour.UnknownProperty;
import io.m1bridge.simulator.protocol.M1Refusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Which rows of a batch are taken: the bad ones refuse the batch, or drop out of it in silence. */
final class RowChecks {
  private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s.]+(\\.[^@\\s.]+)+");

  /** Reads one row of one call. */
  interface RowReader {
    ContactRow read(JsonNode row) throws BadRow;
  }

  private final ContactBook book;
  private final ContactBehaviour behaviour;
  private final boolean emailNeeded;

  /**
   * @param emailNeeded whether a row must carry an email at all
   */
  RowChecks(ContactBook book, ContactBehaviour behaviour, boolean emailNeeded) {
    this.book = book;
    this.behaviour = behaviour;
    this.emailNeeded = emailNeeded && behaviour.refuseMissingEmail();
  }

  /**
   * The rows to apply.
   *
   * @throws M1Refusal the configured codes for too many rows and for a bad row in an atomic batch
   */
  List<ContactRow> good(JsonNode rows, RowReader reader) {
    if (rows.size() > behaviour.mostRows()) {
      throw new M1Refusal(behaviour.tooManyCode());
    }
    List<ContactRow> good = new ArrayList<>(rows.size());
    for (JsonNode row : rows) {
      try {
        good.add(checked(reader.read(row)));
      } catch (BadRow e) {
        if (behaviour.badBatch() == BadBatch.ATOMIC) {
          throw new M1Refusal(behaviour.refusalCode());
        }
        // PARTIAL: the row is dropped in silence, that being the behaviour to imitate.
      }
    }
    return good;
  }

  private ContactRow checked(ContactRow row) throws BadRow {
    String email = row.fields().getOrDefault(ContactField.EMAIL, "");
    boolean missing = email.isEmpty();
    if (missing && emailNeeded) {
      throw new BadRow();
    }
    if (!missing && behaviour.refuseInvalidEmail() && !EMAIL.matcher(email.trim()).matches()) {
      throw new BadRow();
    }
    String marker = behaviour.refuseMarker();
    if (!marker.isEmpty() && row.anyValueContains(marker)) {
      throw new BadRow();
    }
    return new ContactRow(row.fields(), knownProperties(row.custom()));
  }

  private Map<Integer, String> knownProperties(Map<Integer, String> custom) throws BadRow {
    Map<Integer, String> known = new LinkedHashMap<>();
    for (Map.Entry<Integer, String> entry : custom.entrySet()) {
      Property property = book.properties().get(entry.getKey());
      if (property == null) {
        if (behaviour.unknownProperty() == UnknownProperty.BAD_ROW) {
          throw new BadRow();
        }
        continue;
      }
      String value = entry.getValue();
      if (property.type() == Property.DROP_DOWN
          && behaviour.dropDown() == DropDown.OPTION_LABEL
          && !value.isEmpty()
          && !property.options().contains(value)) {
        throw new BadRow();
      }
      known.put(entry.getKey(), value);
    }
    return known;
  }
}
