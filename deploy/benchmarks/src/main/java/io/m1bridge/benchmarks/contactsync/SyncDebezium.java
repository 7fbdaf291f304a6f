package io.m1bridge.benchmarks.contactsync;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.benchmarks.Benchmark;
import io.m1bridge.benchmarks.Report;
import io.m1bridge.benchmarks.ServiceMain;
import io.m1bridge.benchmarks.Workbench;
import io.m1bridge.process.Checkout;
import io.m1bridge.process.ServiceJar;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What reading Debezium's envelopes by a mapping of 20 fields costs: routed, then read whole, on
 * one core and without Kafka. {@link SyncDebeziumMain} does it on the service's own class path.
 */
public final class SyncDebezium implements Benchmark {

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final double LEAST_PER_SECOND = 25_000;

  @Override
  public String name() {
    return "sync-debezium";
  }

  @Override
  public String description() {
    return "contact-sync reads captured Debezium envelopes by a mapping: envelopes a second on one core, without Kafka";
  }

  @Override
  public Report run(Workbench workbench) throws Exception {
    Path samples = Checkout.root().resolve("contact-sync-service/src/test/resources/debezium");
    Report.Builder report = Report.of(name());
    for (String capture : List.of("A-envelope-noschema", "A-envelope-schema")) {
      JsonNode figures =
          workbench.figures(
              ServiceMain.command(
                      name() + "-" + capture,
                      ServiceJar.locate("contact-sync-service"),
                      SyncDebeziumMain.class)
                  .withJvmOptions("-Xmx512m", "-XX:+UseSerialGC")
                  .withArguments(
                      samples.resolve("customers.yaml").toString(),
                      samples.resolve(capture + ".ndjson.gz").toString()),
              PATIENCE);
      double perSecond = figures.get(SyncDebeziumMain.PER_SECOND).asDouble();
      if (capture.equals("A-envelope-noschema")) {
        report.atLeast("envelopesPerSecond", perSecond, LEAST_PER_SECOND);
      } else {
        report.figure("withSchema.envelopesPerSecond", perSecond);
      }
      report.figure(capture + ".changesShare", figures.get("changesShare").asDouble());
    }
    return report.build();
  }
}
