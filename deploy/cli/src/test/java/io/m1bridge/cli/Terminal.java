package io.m1bridge.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;

/** A person at a terminal: variables, what was typed, what came out. */
final class Terminal {

  static final String TOKEN = "a-token-of-the-test-with-enough-characters";

  private final Map<String, String> environment = new HashMap<>();
  private final List<String> questions = new ArrayList<>();
  private Optional<Boolean> answer = Optional.empty();
  private String out = "";
  private String err = "";

  Terminal with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** All three services at one stub, and the token of the pages. */
  static Terminal at(StubService stub) {
    return new Terminal()
        .with("M1BRIDGE_TOKEN_SERVICE_URL", stub.url())
        .with("M1BRIDGE_CONTACT_SYNC_URL", stub.url())
        .with("M1BRIDGE_EDM_EVENT_URL", stub.url())
        .with("M1BRIDGE_UI_TOKEN", TOKEN);
  }

  void answering(boolean yes) {
    answer = Optional.of(yes);
  }

  int run(String... arguments) {
    StringWriter written = new StringWriter();
    StringWriter errors = new StringWriter();
    Clock clock = Clock.fixed(Instant.parse("2026-11-23T08:00:00Z"), ZoneOffset.UTC);
    CommandLine line =
        CommandLines.of(
            environment,
            clock,
            question -> {
              questions.add(question);
              return answer;
            });
    int code =
        line.setOut(new PrintWriter(written, true))
            .setErr(new PrintWriter(errors, true))
            .execute(arguments);
    out = written.toString();
    err = errors.toString();
    return code;
  }

  String out() {
    return out;
  }

  String err() {
    return err;
  }

  List<String> questions() {
    return questions;
  }
}
