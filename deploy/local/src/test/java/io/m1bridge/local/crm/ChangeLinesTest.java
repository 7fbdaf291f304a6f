package io.m1bridge.local.crm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChangeLinesTest {
  private final List<Change> changes = new ArrayList<>();
  private final List<JsonLines.BrokenLine> broken = new ArrayList<>();

  @Test
  void shouldReadAStructuredCloudEvent() throws IOException {
    read(
        """
        {"specversion":"1.0","id":"e1","source":"/crm","type":"crm.contact.upserted.v1","subject":"c1",\
        "time":"2026-01-02T03:04:05+08:00","m1account":"other","data":{"email":"a@example.com"}}
        """);

    assertThat(changes)
        .containsExactly(
            new Change(
                "e1",
                "/crm",
                "c1",
                "crm.contact.upserted.v1",
                Instant.parse("2026-01-01T19:04:05Z"),
                "other",
                "{\"email\":\"a@example.com\"}"));
  }

  @Test
  void shouldFillInWhatIsMissing() throws IOException {
    read("{\"type\":\"deleted\",\"subject\":\"c1\"}");

    assertThat(changes)
        .containsExactly(
            new Change(
                "r1-line1",
                "/crm/local/r1",
                "c1",
                "crm.contact.deleted.v1",
                Instant.EPOCH,
                "demo",
                null));
  }

  @Test
  void shouldNameBrokenLinesAndReadOn() throws IOException {
    read(
        """
        {"type":"deleted","subject":"c1"}
        {"type":"deleted"

        [1]
        {"subject":"c1"}
        {"type":"deleted","subject":7}
        {"type":"deleted","time":"today"}
        {"type":"deleted"} {"type":"deleted"}
        {"type":"deleted","subject":"c2"}""");

    assertThat(changes).extracting(Change::key).containsExactly("c1", "c2");
    assertThat(broken)
        .extracting(JsonLines.BrokenLine::number)
        .containsExactly(2L, 4L, 5L, 6L, 7L, 8L);
    assertThat(broken.get(2).reason()).contains("no type");
  }

  @Test
  void shouldLeaveItToTheServiceToJudgeTheData() throws IOException {
    read("{\"type\":\"upserted\",\"subject\":\"c1\",\"data\":{\"email\":\"nobody\"}}");

    assertThat(broken).isEmpty();
    assertThat(changes).hasSize(1);
  }

  @Test
  void shouldPassTheDataOnAsItWasWritten() throws IOException {
    read(
        """
        {"type":"patched","subject":"c1","data":{"custom":{"n":0.10,"m":9007199254740993}}}
        {"type":"patched","subject":"c1","data":{"fullName":"苗\\ud842"}}
        {"type":"patched","subject":"c1","data_base64":"eyJmYXgiOiIxIn0="}
        {"type":"patched","subject":"c1\\ud800","data":{}}
        {"type":"patched","subject":"c1","data":{"fax":"1","fax":"2"}}
        {"type":"patched","subject":"c1","data_base64":"?"}""");

    assertThat(changes)
        .extracting(Change::data)
        .containsExactly(
            "{\"custom\":{\"n\":0.10,\"m\":9007199254740993}}",
            "{\"fullName\":\"\\u82D7\\uD842\"}",
            "{\"fax\":\"1\"}");
    assertThat(broken).extracting(JsonLines.BrokenLine::number).containsExactly(4L, 5L, 6L);
  }

  private void read(String text) throws IOException {
    Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
    new ChangeLines(clock, "r1", "demo")
        .read(new BufferedReader(new StringReader(text)), changes::add, broken::add);
  }
}
