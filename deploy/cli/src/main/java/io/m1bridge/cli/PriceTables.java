package io.m1bridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.m1bridge.cli.output.Table;
import io.m1bridge.cli.output.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** A price for people. */
final class PriceTables {

  private static final int SECONDS_OF_AN_HOUR = 3_600;

  private PriceTables() {}

  /** What it comes to; then what stands in the way, and the rows that are not taken, if any. */
  static List<Table> of(JsonNode price) {
    List<Table> tables = new ArrayList<>();
    tables.add(sums(price));
    JsonNode limits = price.path("limits");
    if (!limits.isEmpty()) {
      Table table = Table.of("IN THE WAY", "WHAT");
      limits.forEach(limit -> table.row(text(limit, "code"), text(limit, "text")));
      tables.add(table);
    }
    JsonNode refused = price.path("rows").path("refused");
    if (!refused.isEmpty()) {
      Table table = Table.of("NOT TAKEN", "ROWS", "FIRST ROWS", "WHY");
      refused.forEach(
          one ->
              table.row(
                  text(one, "reason"),
                  text(one, "rows"),
                  StreamSupport.stream(one.path("first").spliterator(), false)
                      .map(JsonNode::asText)
                      .collect(Collectors.joining(", ")),
                  text(one, "advice")));
      tables.add(table);
    }
    return tables;
  }

  private static Table sums(JsonNode price) {
    JsonNode rows = price.path("rows");
    JsonNode contacts = price.path("contacts");
    JsonNode calls = price.path("calls");
    JsonNode room = price.path("room");
    Table table =
        Table.ofFacts()
            .row("rows", text(rows, "read"))
            .row("  that concern no contact", text(rows, "passedOver"))
            .row("  that change nothing", text(contacts, "unchanged"))
            .row("  of contacts that came before", text(rows, "repeated"))
            .row("contacts that change", text(contacts, "changed"))
            .row("  added", text(contacts, "adds"))
            .row("  edited", text(contacts, "edits"))
            .row("  deleted", text(contacts, "deletes"))
            .row("contacts kept from M1 by mode or consent", text(contacts, "blocked"))
            .row("contacts whose address another has", text(contacts, "parked"))
            .row("contacts in M1 now", text(room, "now"))
            .row("  afterwards", text(room, "afterwards"))
            .row("  limit", text(room, "limit"))
            .row("calls", text(calls, "all"));
    for (JsonNode sum : calls.path("sums")) {
      table.row("  " + text(sum, "kind"), text(sum, "calls"));
    }
    return table
        .row("calls that M1 allows an hour", text(calls, "perHour"))
        .row("  that contact-sync can have", text(calls, "mostPerHour"))
        .row("  that it has in any case", text(calls, "leastPerHour"))
        .row("  that it makes today", text(calls, "madePerHour"))
        .row("time beside today's, if nobody else asks", time(calls, "hoursAtLeast"))
        .row("time beside today's and others' shares", time(calls, "hoursAtMost"))
        .row("time for what waits already, at least", time(calls, "waitingHours"));
  }

  private static String text(JsonNode of, String name) {
    return of.path(name).asText();
  }

  private static String time(JsonNode calls, String name) {
    JsonNode hours = calls.path(name);
    return hours.isNumber()
        ? Times.lasts(
            JsonNodeFactory.instance.numberNode(
                (long) Math.ceil(hours.asDouble() * SECONDS_OF_AN_HOUR)))
        : "";
  }
}
