package io.m1bridge.contactsync.trial;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.m1bridge.contactsync.avro.AvroBytes;
import io.m1bridge.contactsync.avro.AvroRecords;
import io.m1bridge.contactsync.avro.TestSchemas;
import io.m1bridge.contactsync.change.BadChange;
import io.m1bridge.testkit.registry.TestSchemaRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples of {@code docs/sources.md} become what the page says. */
class SourcesPageTest {

  private static final Path PAGE = Path.of("..", "docs", "sources.md");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)\\n(.*?)^```$");
  private static final int FORMS = 9;
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .setNodeFactory(JsonNodeFactory.withExactBigDecimals(true));

  @TempDir Path directory;

  /** A part of the page with its heading. */
  private record Section(String heading, String text) {

    /** What stands between fences with that word behind the first one. */
    List<String> blocks(String language) {
      List<String> blocks = new ArrayList<>();
      Matcher block = BLOCK.matcher(text);
      while (block.find()) {
        if (block.group(1).equals(language)) {
          blocks.add(block.group(2));
        }
      }
      return blocks;
    }

    String block(String language) {
      assertThat(blocks(language)).as("%s of %s", language, heading).hasSize(1);
      return blocks(language).get(0);
    }

    @Override
    public String toString() {
      return heading;
    }
  }

  static Stream<Section> examples() throws IOException {
    return Stream.of(Files.readString(PAGE).split("(?m)^## "))
        .skip(1)
        .map(part -> new Section(part.substring(0, part.indexOf('\n')), part));
  }

  @Test
  void shouldHaveAnExampleOfEachForm() throws IOException {
    assertThat(examples()).hasSize(FORMS);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void shouldBecomeWhatThePageSays(Section example) throws Exception {
    String sample =
        example.blocks("json").isEmpty() ? example.block("ndjson") : throughAvro(example);

    assertThat(tried(example, sample)).isEqualTo(example.block("text"));
  }

  /** A column of a record is one of the table, and a converter's name no column. */
  @ParameterizedTest
  @MethodSource("examples")
  void shouldHaveTheColumnsOfTheTable(Section example) throws IOException {
    String table = example.block("sql");
    if (example.blocks("yaml").isEmpty()) {
      return;
    }
    for (String line : example.block("ndjson").split("\n")) {
      JsonNode value = JSON.readTree(line).path("value");
      JsonNode event = value.has("payload") ? value.get("payload") : value;
      JsonNode row = event.has("op") ? event.get("after") : event;
      row.fieldNames()
          .forEachRemaining(
              column -> {
                if (!column.startsWith("__") && !column.equals("address")) {
                  assertThat(table).containsPattern("\\b" + Pattern.quote(column) + "\\b");
                }
              });
    }
  }

  private String tried(Section example, String sample) throws IOException {
    Path records = Files.writeString(directory.resolve("sample.ndjson"), sample);
    String mapping = "native";
    if (!example.blocks("yaml").isEmpty()) {
      mapping =
          Files.writeString(directory.resolve("mapping.yaml"), example.block("yaml")).toString();
    }
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    Clock clock = Clock.fixed(Instant.parse("2026-11-23T10:00:00Z"), ZoneOffset.UTC);
    int code = new TryMapping(out, clock).run(List.of(mapping, records.toString()));
    assertThat(code).as(printed.toString(StandardCharsets.UTF_8)).isZero();
    return printed.toString(StandardCharsets.UTF_8).replace("The mapping has no tests.\n", "");
  }

  /** The records, written as Avro by the schemas of the page, as the service reads them. */
  private static String throughAvro(Section example) throws Exception {
    Schema key = new Schema.Parser().parse(example.blocks("json").get(0));
    Schema value = new Schema.Parser().parse(example.blocks("json").get(1));
    StringBuilder read = new StringBuilder();
    try (TestSchemaRegistry registry = new TestSchemaRegistry()) {
      AvroRecords avro = new AvroRecords(TestSchemas.of(registry));
      for (String line : example.block("ndjson").split("\n")) {
        ObjectNode record = (ObjectNode) JSON.readTree(line);
        record.set("key", through(avro, AvroBytes.framed(registry, key, record.get("key"))));
        record.set("value", through(avro, AvroBytes.framed(registry, value, record.get("value"))));
        read.append(record).append('\n');
      }
    }
    return read.toString();
  }

  private static JsonNode through(AvroRecords avro, byte[] written) throws IOException, BadChange {
    return JSON.readTree(avro.json(written, "It"));
  }
}
