package io.m1bridge.benchmarks.contactsync;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.m1bridge.local.crm.SourceRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/**
 * A table that Debezium captures, as applications write it: columns of the contact, and others that
 * change with every visit and concern nobody. Not thread-safe.
 */
final class NoisyTable {

  private static final String MAPPING =
      """
      format: debezium
      key: id
      contact:
        fields:
          email: email
          fullName: full_name
          companyName: company
          jobTitle: title
          mobilePhone: {from: mobile, convert: [phone: {region: CN}]}
          city: city
          address: address
          notes: notes
      """;

  private final ObjectMapper json = new ObjectMapper();
  private final int[] titles;
  private int visits;

  /** A table with so many rows. */
  NoisyTable(int rows) {
    titles = new int[rows];
  }

  /** Writes the mapping file that knows the columns of the contact. */
  static Path mapping(Path directory) throws IOException {
    return Files.writeString(directory.resolve("visitors.yaml"), MAPPING);
  }

  /** The row as it stands, with another visit: nothing that is mapped differs. */
  SourceRecord visited(int row) throws JsonProcessingException {
    visits++;
    return envelope(row);
  }

  /** The row with another title, which is mapped. */
  SourceRecord changed(int row) throws JsonProcessingException {
    titles[row]++;
    return envelope(row);
  }

  private SourceRecord envelope(int row) throws JsonProcessingException {
    ObjectNode value = json.createObjectNode();
    value.putNull("before");
    value
        .putObject("after")
        .put("id", row)
        .put("email", "visitor" + row + "@example.org")
        .put("full_name", "访客 " + row)
        .put("company", "Example " + row % 977)
        .put("title", "title " + titles[row])
        .put("mobile", "13820%06d".formatted(row))
        .put("city", "上海")
        .put("address", row + " Example Road")
        .put("notes", "notes of " + row)
        .put("last_visit", 1_700_000_000_000L + visits)
        .put("visits", visits)
        .put("session", "s" + visits)
        .put("basket", "{\"items\": " + visits % 7 + "}");
    value
        .putObject("source")
        .put("version", "3.6.1.Final")
        .put("connector", "postgresql")
        .put("name", "crmprod")
        .put("db", "crm")
        .put("schema", "crm")
        .put("table", "visitors")
        .put("ts_ms", 1_700_000_000_000L + visits)
        .put("lsn", visits);
    value.put("op", "u").put("ts_ms", 1_700_000_000_000L + visits);
    return new SourceRecord(
        ("{\"id\":" + row + "}").getBytes(StandardCharsets.UTF_8),
        List.of(),
        json.writeValueAsBytes(value),
        OptionalLong.empty());
  }
}
