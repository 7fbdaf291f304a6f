package io.m1bridge.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.cli.http.ExitCode;
import io.m1bridge.cli.http.Failure;
import io.m1bridge.cli.http.ServiceClient;
import io.m1bridge.cli.rows.RowFormat;
import io.m1bridge.cli.rows.Rows;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What a new source or a changed mapping would cost. */
@Command(
    name = "plan",
    description =
        "What the rows of a source would cost an account: contacts, calls, hours, limits. Nothing is stored or sent to M1.")
final class PlanCommand implements Runnable {

  private static final String STANDARD_INPUT = "-";

  /** Of a portion: its answer comes within a second or so, and proxies let it pass. */
  private static final int MOST_ROWS = 1_000;

  private static final int MOST_CHARS = 300_000;
  private static final int TOLD_EVERY = 50_000;

  private final M1Bridge root;

  @Parameters(index = "0", paramLabel = "ACCOUNT", description = "The account.")
  private String account = "";

  @Parameters(
      index = "1",
      paramLabel = "FILE",
      description = "Rows: CSV with a line of names, or a JSON value a line; - is standard input.")
  private String file = "";

  @Option(
      names = "--mapping",
      paramLabel = "FILE",
      description =
          "The mapping file that reads them. Without one they are changes in our own form.")
  private @Nullable Path mapping;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES}. Default: csv where the file's name ends so.")
  private @Nullable RowFormat format;

  @Option(
      names = "--separator",
      paramLabel = "CHAR",
      defaultValue = ",",
      description = "Between the cells of a CSV (${DEFAULT-VALUE}).")
  private char separator;

  @Option(
      names = "--encoding",
      paramLabel = "NAME",
      defaultValue = "UTF-8",
      description = "Of the file (${DEFAULT-VALUE}), such as GB18030.")
  private Charset encoding = StandardCharsets.UTF_8;

  private long next = 1;

  PlanCommand(M1Bridge root) {
    this.root = root;
  }

  @Override
  public void run() {
    ServiceClient contactSync = root.contactSync();
    byte[] rules = mapping == null ? new byte[0] : read(mapping);
    RowFormat rowFormat = format == null ? RowFormat.of(file) : format;
    if (rowFormat == RowFormat.CSV && mapping == null) {
      throw new Failure(
          ExitCode.USAGE,
          "A CSV needs a mapping file, which says what its columns are",
          "Say --mapping FILE; its format is json, and its key names columns");
    }
    try (InputStream in = open();
        Rows rows = Rows.of(in, rowFormat, encoding, separator)) {
      JsonNode price = price(contactSync, rules, rows);
      if (root.isJson()) {
        root.print(price);
      } else {
        PriceTables.of(price).forEach(root::print);
      }
    } catch (CharacterCodingException e) {
      throw unreadable("is not " + encoding, "Say --encoding NAME, such as GB18030");
    } catch (JsonProcessingException e) {
      throw unreadable(
          "is no CSV: it has more cells than names, or a quote too many", "Is --separator right?");
    } catch (IOException e) {
      throw unreadable("cannot be read", null);
    }
  }

  private Failure unreadable(String what, @Nullable String advice) {
    return new Failure(
        ExitCode.USAGE, file + " " + what + ", about row " + next + " or behind it", advice);
  }

  private InputStream open() throws IOException {
    return file.equals(STANDARD_INPUT) ? System.in : Files.newInputStream(Path.of(file));
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new Failure(ExitCode.USAGE, "--mapping " + file + " cannot be read", null);
    }
  }

  /** Begins once the first rows can be read: a file that cannot be keeps nobody waiting. */
  private JsonNode price(ServiceClient contactSync, byte[] rules, Rows rows) throws IOException {
    Portion portion = portion(rows);
    try (OpenPrice price = OpenPrice.begin(root, contactSync, account, rules)) {
      while (!portion.last()) {
        price.send(portion.bytes(), portion.first(), false);
        if ((next - 1) / TOLD_EVERY > (portion.first() - 1) / TOLD_EVERY) {
          root.note((next - 1) + " rows looked at");
        }
        portion = portion(rows);
      }
      return price.send(portion.bytes(), portion.first(), true);
    }
  }

  /** Rows that go together, a line each. */
  private record Portion(long first, String lines, boolean last) {
    byte[] bytes() {
      return lines.getBytes(StandardCharsets.UTF_8);
    }
  }

  private Portion portion(Rows rows) throws IOException {
    long first = next;
    StringBuilder lines = new StringBuilder();
    for (int row = 0; row < MOST_ROWS && lines.length() < MOST_CHARS; row++) {
      String line = rows.next();
      if (line == null) {
        return new Portion(first, lines.toString(), true);
      }
      lines.append(line).append('\n');
      next++;
    }
    return new Portion(first, lines.toString(), false);
  }
}
