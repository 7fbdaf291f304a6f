package io.m1bridge.benchmarks;

import io.m1bridge.process.CallerKeys;
import io.m1bridge.process.FreePort;
import io.m1bridge.process.GeneratedKeyset;
import io.m1bridge.process.JvmCommand;
import io.m1bridge.process.KafkaCluster;
import io.m1bridge.process.ServiceJar;
import io.m1bridge.process.ServiceProcess;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How long each service takes from the start of its process until it is ready: its topics checked,
 * its partitions owned, its stores open. One service at a time; Kafka runs, and the topics are
 * there from a first start that is not counted. The processor time says how much of it is work.
 */
final class ServiceStart implements Benchmark {

  private static final String HOST = "127.0.0.1";
  private static final List<String> SERVICES =
      List.of("token-service", "contact-sync-service", "edm-event-service");
  private static final int STARTS = 5;
  private static final double READY_MS = 5_000;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration STOP = Duration.ofSeconds(20);

  /** As {@code ./run} starts them. */
  private static final String[] SMALL_JVM = {
    "-Xmx256m", "-Xss512k", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"
  };

  @Override
  public String name() {
    return "service-start";
  }

  @Override
  public String description() {
    return "from the start of a service's process until it is ready, one service at a time; median of 5";
  }

  @Override
  public Report run(Workbench workbench) throws Exception {
    Path directory = workbench.processes().directory();
    Files.writeString(
        directory.resolve("key.pem"), CallerKeys.generate(Clock.systemUTC()).publicKeyPem());
    Path keyset = GeneratedKeyset.in(workbench.processes());
    KafkaCluster kafka = KafkaCluster.start(workbench.processes(), 1);
    Report.Builder report = Report.of(name());
    for (String service : SERVICES) {
      int port = FreePort.find();
      URI ready = URI.create("http://" + HOST + ":" + port + "/q/health/ready");
      ServiceProcess process =
          workbench
              .processes()
              .start(command(service, port, kafka.bootstrapServers(), directory, keyset));
      process.awaitReady(ready, PATIENCE);
      measure(report, workbench, process, ready);
    }
    return report.build();
  }

  private static void measure(
      Report.Builder report, Workbench workbench, ServiceProcess process, URI ready) {
    double[] ms = new double[STARTS];
    double[] cpu = new double[STARTS];
    for (int i = 0; i < STARTS; i++) {
      process.terminate(STOP);
      process.restart();
      process.awaitReady(ready, PATIENCE);
      cpu[i] = process.cpuTime().toMillis();
      ms[i] = process.startMillis();
    }
    String name = figure(process.name());
    workbench.say(
        process.name()
            + ": ready after "
            + Arrays.toString(ms)
            + " ms, processor "
            + Arrays.toString(cpu));
    report
        .atMost(name + "ReadyMs", Statistics.median(ms), READY_MS)
        .figure(name + "CpuMs", Statistics.median(cpu));
    // token-service stays: the others ask it for permits.
    if (!process.name().equals(SERVICES.get(0))) {
      process.terminate(STOP);
    }
  }

  private static JvmCommand command(
      String service, int managementPort, String bootstrapServers, Path directory, Path keyset) {
    return JvmCommand.ofJar(service, ServiceJar.locate(service))
        .withJvmOptions(SMALL_JVM)
        .withEnv("KAFKA_BOOTSTRAP_SERVERS", bootstrapServers)
        .withEnv("M1_API_URL", "http://" + HOST + ":9/v2")
        .withEnv("M1_AUTH_URL", "http://" + HOST + ":9")
        .withEnv("M1BRIDGE_TOKEN_KEYSET_FILE", keyset)
        .withEnv("M1BRIDGE_JWT_PUBLIC_KEY_FILE", directory.resolve("key.pem"))
        .withEnv("QUARKUS_HTTP_HOST", HOST)
        .withEnv("QUARKUS_HTTP_PORT", FreePort.find())
        .withEnv("QUARKUS_MANAGEMENT_HOST", HOST)
        .withEnv("QUARKUS_MANAGEMENT_PORT", managementPort)
        .withSystemProperty("m1bridge.streams.state-dir", directory.resolve(service + "-state"));
  }

  private static String figure(String service) {
    String[] words = service.replace("-service", "").split("-");
    StringBuilder name = new StringBuilder(words[0]);
    for (int i = 1; i < words.length; i++) {
      name.append(words[i].substring(0, 1).toUpperCase(Locale.ROOT)).append(words[i].substring(1));
    }
    return name.toString();
  }
}
