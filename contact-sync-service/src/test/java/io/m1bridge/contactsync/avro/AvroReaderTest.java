package io.m1bridge.contactsync.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m1bridge.contactsync.change.BadChange;
import io.m1bridge.contactsync.change.StrictJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AvroReaderTest {

  private static final Schema EVERYTHING =
      schema(
          """
          {"type": "record", "name": "Everything", "namespace": "crm", "fields": [
            {"name": "nothing", "type": "null"},
            {"name": "yes", "type": "boolean"},
            {"name": "small", "type": "int"},
            {"name": "large", "type": "long"},
            {"name": "half", "type": "double"},
            {"name": "none", "type": "float"},
            {"name": "text", "type": "string"},
            {"name": "bytes", "type": "bytes"},
            {"name": "kind", "type": {"type": "enum", "name": "Kind", "symbols": ["A", "B"]}},
            {"name": "maybe", "type": ["null", "string"]},
            {"name": "names", "type": {"type": "array", "items": ["null", "string"]}},
            {"name": "numbers", "type": {"type": "map", "values": "int"}},
            {"name": "town", "type": {"type": "record", "name": "Town", "fields": [
              {"name": "name", "type": "string"}]}}
          ]}
          """);

  @Test
  void shouldBecomeTheJsonThatSaysTheSame() throws Exception {
    GenericRecord town = new GenericData.Record(EVERYTHING.getField("town").schema());
    town.put("name", "上海");
    GenericRecord record = new GenericData.Record(EVERYTHING);
    record.put("yes", true);
    record.put("small", -7);
    record.put("large", 9_007_199_254_740_993L);
    record.put("half", 0.5);
    record.put("none", Float.NaN);
    record.put("text", "朱\ufeff");
    record.put("bytes", ByteBuffer.wrap(new byte[] {1, 2}));
    record.put("kind", new GenericData.EnumSymbol(EVERYTHING.getField("kind").schema(), "B"));
    record.put("names", Arrays.asList("a", null));
    record.put("numbers", Map.of("one", 1));
    record.put("town", town);

    assertThat(json(EVERYTHING, written(EVERYTHING, record)))
        .isEqualTo(
            "{'nothing':null,'yes':true,'small':-7,'large':9007199254740993,'half':0.5,"
                + "'none':'NaN','text':'朱\ufeff','bytes':'AQI=','kind':'B','maybe':null,"
                + "'names':['a',null],'numbers':{'one':1},'town':{'name':'上海'}}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "int | date | 11793 | '2002-04-16'",
        "int | date | -2229 | '1963-11-25'",
        "int | time-millis | 28800000 | '08:00:00'",
        "long | time-micros | 28800000001 | '08:00:00.000001'",
        "long | timestamp-millis | 1709253530500 | '2024-03-01T00:38:50.500Z'",
        "long | timestamp-micros | -1 | '1969-12-31T23:59:59.999999Z'",
        "long | timestamp-nanos | 1 | '1970-01-01T00:00:00.000000001Z'",
        "long | local-timestamp-millis | 0 | '1970-01-01T00:00:00'",
        "long | local-timestamp-micros | 1709253530500000 | '2024-03-01T00:38:50.5'",
        "long | timestamp-millis | 9223372036854775807 | '+292278994-08-17T07:12:55.807Z'",
        "int | time-millis | -1 | -1"
      })
  void shouldWriteTimesAsIsoDoes(String type, String logical, long value, String expected)
      throws Exception {
    Schema plain = schema("{'type': '%s', 'logicalType': '%s'}".formatted(type, logical));
    Schema connect =
        schema(
            "{'type': '%s', 'logicalType': '%s', 'connect.name': 'org.apache.kafka.connect.data.X'}"
                .formatted(type, logical));
    Object written = type.equals("int") ? (Object) (int) value : (Object) value;

    assertThat(json(plain, written(plain, written))).isEqualTo(expected);
    assertThat(json(connect, written(connect, written)))
        .as("as Connect's JSON converter writes it")
        .isEqualTo(Long.toString(value));
  }

  @ParameterizedTest
  @CsvSource({"-12.50", "0.00", "1.28", "99999999999999999999.99"})
  void shouldKeepEveryDigitOfADecimal(BigDecimal value) throws Exception {
    Schema schema =
        schema("{'type': 'bytes', 'logicalType': 'decimal', 'precision': 30, 'scale': 2}");

    assertThat(json(schema, written(schema, ByteBuffer.wrap(value.unscaledValue().toByteArray()))))
        .isEqualTo(value.toPlainString());
  }

  @Test
  void shouldReadUuidsOfBothKinds() throws Exception {
    UUID uuid = UUID.fromString("01a209a9-622a-7fa2-8248-a370a7519389");
    Schema text = schema("{'type': 'string', 'logicalType': 'uuid'}");
    Schema fixed = schema("{'type': 'fixed', 'name': 'U', 'size': 16, 'logicalType': 'uuid'}");
    byte[] bytes =
        ByteBuffer.allocate(16)
            .putLong(uuid.getMostSignificantBits())
            .putLong(uuid.getLeastSignificantBits())
            .array();

    assertThat(json(text, written(text, uuid.toString()))).isEqualTo("'" + uuid + "'");
    assertThat(json(fixed, bytes)).isEqualTo("'" + uuid + "'");
  }

  /**
   * Every cut and every changed byte is an answer, and none takes more than its bytes are worth.
   */
  @Test
  void shouldRefuseWhatDoesNotFit() throws Exception {
    Schema schema =
        schema(
            """
            {"type": "record", "name": "R", "fields": [
              {"name": "a", "type": {"type": "array", "items": "string"}},
              {"name": "b", "type": ["null", "bytes"]}]}
            """);
    GenericRecord record = new GenericData.Record(schema);
    record.put("a", List.of("first", "second", "third"));
    record.put(
        "b", ByteBuffer.wrap("more than sixteen bytes of it".getBytes(StandardCharsets.UTF_8)));
    byte[] good = written(schema, record);

    for (int cut = 0; cut < good.length; cut++) {
      byte[] bytes = Arrays.copyOf(good, cut);
      assertThatThrownBy(() -> json(schema, bytes))
          .as("cut at %d", cut)
          .isInstanceOf(BadChange.class)
          .hasMessage("avro-unreadable");
    }
    for (int at = 0; at < good.length; at++) {
      for (int value = 0; value < 256; value++) {
        byte[] bytes = good.clone();
        bytes[at] = (byte) value;
        try {
          assertThat(json(schema, bytes)).startsWith("{");
        } catch (BadChange e) {
          assertThat(e).hasMessage("avro-unreadable");
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // A billion of nothing takes five bytes.
        "{'type': 'array', 'items': 'null'} 80 a8 d6 b9 07 00",
        // A text of two gigabytes.
        "'string' fe ff ff ff 0f",
        "'bytes' fe ff ff ff 0f",
        // No third branch, and none before the first.
        "['null','string'] 04",
        "['null','string'] 01",
        "{'type': 'enum', 'name': 'E', 'symbols': ['A']} 02",
        "'string' 04 c3 28",
        "'int' ff ff ff ff ff ff ff ff ff ff 01",
        "'null' 00",
        "{'type': 'map', 'values': 'null'} 04 02 61 02 61 00"
      })
  void shouldBelieveNoNumber(String given) {
    int split =
        given.lastIndexOf(given.charAt(0) == '\'' ? '\'' : given.charAt(0) == '[' ? ']' : '}');
    Schema schema = schema(given.substring(0, split + 1));
    byte[] bytes = HexFormat.ofDelimiter(" ").parseHex(given.substring(split + 1).strip());

    assertThatThrownBy(() -> json(schema, bytes))
        .isInstanceOf(BadChange.class)
        .hasMessage("avro-unreadable");
  }

  @Test
  void shouldRefuseAListThatNeverEnds() throws Exception {
    Schema schema =
        schema(
            "{'type': 'record', 'name': 'L', 'fields': [{'name': 'next', 'type': ['null', 'L']}]}");
    byte[] bytes = new byte[5_000];
    Arrays.fill(bytes, (byte) 2);

    assertThatThrownBy(() -> json(schema, bytes)).hasMessage("avro-unreadable");
  }

  private static String json(Schema schema, byte[] avro) throws BadChange {
    return new String(
            StrictJson.write(AvroReader.read(schema, avro, 0, "The value")), StandardCharsets.UTF_8)
        .replace('"', '\'');
  }

  private static Schema schema(String json) {
    return new Schema.Parser().parse(json.replace('\'', '"'));
  }

  private static byte[] written(Schema schema, Object value) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    new GenericDatumWriter<>(schema).write(value, encoder);
    encoder.flush();
    return bytes.toByteArray();
  }
}
