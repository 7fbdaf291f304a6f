package io.m1bridge.benchmarks.contactsync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.m1bridge.benchmarks.Statistics;
import io.m1bridge.contactsync.change.ContactRules;
import io.m1bridge.contactsync.change.IntakeSettings;
import io.m1bridge.contactsync.change.Parsed;
import io.m1bridge.contactsync.mapping.MappingReader;
import io.m1bridge.contactsync.source.MappedReader;
import io.m1bridge.m1.AccountId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** Reads captured envelopes by their mapping and prints figures as one JSON object. */
public final class SyncDebeziumMain {

  static final String PER_SECOND = "envelopesPerSecond";

  private static final int ROUNDS = 11;
  private static final int PER_ROUND = 40;

  private SyncDebeziumMain() {}

  private record Captured(byte @Nullable [] key, byte @Nullable [] value) {}

  /** Takes the mapping file and the capture. */
  public static void main(String[] args) throws IOException {
    MappedReader reader =
        new MappedReader(
            MappingReader.read(Path.of(args[0])),
            new ContactRules(IntakeSettings.of(new AccountId("demo")), Clock.systemUTC()));
    List<Captured> records = records(Path.of(args[1]));
    long[] valid = {0};
    double[] rates = new double[ROUNDS];
    // The first rounds are the JIT's; the median leaves them out.
    for (int round = 0; round < ROUNDS; round++) {
      long begun = System.nanoTime();
      for (int i = 0; i < PER_ROUND; i++) {
        records.forEach(each -> valid[0] += isValid(reader, each) ? 1 : 0);
      }
      rates[round] = PER_ROUND * records.size() / ((System.nanoTime() - begun) / 1e9);
    }
    System.out.println(
        new ObjectMapper()
            .writeValueAsString(
                Map.of(
                    PER_SECOND,
                    Statistics.median(rates),
                    "changesShare",
                    (double) valid[0] / (ROUNDS * PER_ROUND * records.size()))));
  }

  /** Routed first, then read by the contact's owner, as in the service. */
  private static boolean isValid(MappedReader reader, Captured record) {
    RecordHeaders headers = new RecordHeaders();
    return reader.contact(record.key(), record.value(), headers) instanceof Parsed.Valid<?>
        && reader.parse(record.key(), record.value(), headers) instanceof Parsed.Valid<?>;
  }

  private static List<Captured> records(Path capture) throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<Captured> records = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(capture)), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode record = json.readTree(line);
        records.add(new Captured(bytes(record.get("key")), bytes(record.get("value"))));
      }
    }
    return records;
  }

  private static byte @Nullable [] bytes(JsonNode node) {
    return node.isNull() ? null : node.toString().getBytes(StandardCharsets.UTF_8);
  }
}
