package io.m1bridge.local.crm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RowLinesTest {

  private final List<SourceRecord> records = new ArrayList<>();
  private final List<JsonLines.BrokenLine> broken = new ArrayList<>();

  @Test
  void shouldReadRecordsAsTheyWereCaptured() throws IOException {
    read(
        """
        {"topic":"t","key":{"id":7},"value":{"n":1.50},"headers":{"h":"x"}}

        {"key":"k-1","value":null}
        {"key":7}
        """);

    assertThat(records)
        .extracting(record -> text(record.key()))
        .containsExactly("{\"id\":7}", "k-1", "7");
    assertThat(records)
        .extracting(record -> text(record.value()))
        .containsExactly("{\"n\":1.50}", null, null);
    assertThat(records.get(0).headers())
        .singleElement()
        .satisfies(header -> assertThat(header.key()).isEqualTo("h"))
        .satisfies(header -> assertThat(text(header.value())).isEqualTo("x"));
    assertThat(broken).isEmpty();
  }

  @Test
  void shouldTakeALineWithoutKeyAndValueForTheValue() throws IOException {
    read("{\"id\":7,\"email\":\"a@example.com\"}\n");

    assertThat(records).singleElement().extracting(SourceRecord::key).isNull();
    assertThat(text(records.get(0).value())).isEqualTo("{\"id\":7,\"email\":\"a@example.com\"}");
  }

  @Test
  void shouldNameBrokenLinesAndReadOn() throws IOException {
    read("{\"id\"\n[]\n{\"id\":7}\n");

    assertThat(broken).extracting(JsonLines.BrokenLine::number).containsExactly(1L, 2L);
    assertThat(records).hasSize(1);
  }

  private void read(String lines) throws IOException {
    new RowLines().read(new BufferedReader(new StringReader(lines)), records::add, broken::add);
  }

  private static @Nullable String text(byte @Nullable [] bytes) {
    return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
  }
}
