package io.m1bridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.cli.output.Table;
import java.util.ArrayList;
import java.util.List;

/** A list of M1. */
enum AccountList {
  FIELDS("fields", "The fields that M1's contacts have.", "FIELD", "NAME", "OF M1", "DROP-DOWN") {
    @Override
    List<String> row(JsonNode row) {
      return List.of(text(row, "field"), text(row, "name"), yes(row, "own"), yes(row, "dropDown"));
    }
  },

  GROUPS("groups", "A page of its groups.", "ID", "GROUP", "CONTACTS", "OF A DELETE") {
    @Override
    List<String> row(JsonNode row) {
      return List.of(
          text(row, "id"), text(row, "name"), text(row, "contacts"), yes(row, "ofADelete"));
    }
  },

  TAGS("tags", "A page of its tags.", "ID", "TAG", "CONTACTS") {
    @Override
    List<String> row(JsonNode row) {
      return List.of(text(row, "id"), text(row, "name"), text(row, "contacts"));
    }
  },

  PROPERTIES(
      "properties",
      "Its custom properties, and which topics' mappings write them.",
      "ID",
      "PROPERTY",
      "DROP-DOWN",
      "DESCRIPTION",
      "MAPPED BY") {
    @Override
    List<String> row(JsonNode row) {
      List<String> topics = new ArrayList<>();
      row.path("mappedBy").forEach(topic -> topics.add(topic.asText()));
      return List.of(
          text(row, "id"),
          text(row, "label"),
          yes(row, "dropDown"),
          text(row, "description"),
          String.join(", ", topics));
    }
  };

  private final String part;
  private final String description;
  private final String[] headings;

  AccountList(String part, String description, String... headings) {
    this.part = part;
    this.description = description;
    this.headings = headings;
  }

  /** By the name that REST and the command line have. */
  String part() {
    return part;
  }

  String description() {
    return description;
  }

  /** Whether M1 gives it page by page, and looks for a name. */
  boolean hasPages() {
    return this == GROUPS || this == TAGS;
  }

  abstract List<String> row(JsonNode row);

  Table table(JsonNode rows) {
    Table table = Table.of(headings);
    rows.forEach(row -> table.row(row(row).toArray(String[]::new)));
    return table;
  }

  private static String text(JsonNode row, String field) {
    return row.path(field).asText();
  }

  private static String yes(JsonNode row, String field) {
    return row.path(field).asBoolean() ? "yes" : "";
  }
}
