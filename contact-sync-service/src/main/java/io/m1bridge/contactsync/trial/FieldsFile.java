package io.m1bridge.contactsync.trial;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.m1bridge.contactsync.contact.Nearest;
import io.m1bridge.contactsync.field.FieldList;
import io.m1bridge.contactsync.mapping.MappedField;
import io.m1bridge.contactsync.mapping.Mapping;
import io.m1bridge.contactsync.view.MissingField;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The fields of an account in a file, so that a mapping is compared with them without M1: as {@code
 * GET /v1/accounts/{id}/m1/fields} answers them ({@code m1bridge account}), or M1's {@code
 * contact/setting} itself.
 */
final class FieldsFile {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> PLACES =
      List.of("/rows", "/data/setting", "/setting", "/data", "");

  private final List<String> own = new ArrayList<>();
  private final List<String> labels = new ArrayList<>();

  private FieldsFile() {}

  static FieldsFile read(Path file) throws IOException {
    JsonNode root = JSON.readTree(file.toFile());
    FieldsFile fields = new FieldsFile();
    for (String place : PLACES) {
      JsonNode rows = root.at(place);
      if (rows.isArray()) {
        rows.forEach(fields::row);
        break;
      }
    }
    if (FieldList.of(fields.own).isEmpty()) {
      throw new IOException(file + " has no list of M1's fields, 'email' among them");
    }
    return fields;
  }

  private void row(JsonNode row) {
    boolean isOwn = row.path("own").asBoolean() || row.path("isOrigin").asBoolean();
    (isOwn ? own : labels).add(row.path(isOwn ? "field" : "name").asText("").strip());
  }

  /** What the mapping writes and the account does not have: a label only where one is near. */
  List<MissingField> missing(String file, Mapping mapping) {
    List<MissingField> missing =
        new ArrayList<>(
            FieldList.of(own).orElseThrow().missing(MappedField.of(file, mapping, null)));
    for (Mapping.CustomLabel label : mapping.labels()) {
      if (!labels.contains(label.label()) && !label.create()) {
        Nearest.of(label.label(), labels)
            .ifPresent(
                near ->
                    missing.add(
                        new MissingField("custom." + label.label(), near, file, label.line())));
      }
    }
    return missing;
  }
}
