package io.m1bridge.benchmarks.contactsync;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.benchmarks.Benchmark;
import io.m1bridge.benchmarks.Report;
import io.m1bridge.benchmarks.ServiceMain;
import io.m1bridge.benchmarks.Workbench;
import io.m1bridge.contracts.Topics;
import io.m1bridge.process.Checkout;
import io.m1bridge.process.JvmCommand;
import io.m1bridge.process.ServiceJar;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * 100,000 changes of 20,000 contacts that wait at the start: calls, time and rate of contact-sync,
 * of Confluent's parallel consumer in key order with batches of 1,000, which has the same topic,
 * simulator and rate of permits and adds what it gets, and of a bare Kafka Streams application with
 * the hops that contact-sync has. One after the other, with the same JVM options.
 */
public final class SyncBacklog implements Benchmark {

  private static final String ACCOUNT = "acme";
  private static final String PEERS_ACCOUNT = "peer";
  private static final int CHANGES = 100_000;
  private static final int CONTACTS = 20_000;
  private static final double PERMITS_PER_SECOND = 10;
  private static final double MOST_CALLS = 22;
  private static final double MOST_OF_PEERS_TIME = 2;
  private static final double LEAST_OF_SKELETONS_RATE = 0.6;
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final String[] JVM_OPTIONS = {"-Xmx512m", "-XX:+UseSerialGC"};

  @Override
  public String name() {
    return "sync-backlog";
  }

  @Override
  public String description() {
    return "contact-sync beside the parallel consumer and a bare Streams application: 100,000 waiting changes of 20,000"
        + " contacts, 10 permits a second; calls, seconds, changes a second";
  }

  @Override
  public Report run(Workbench workbench) throws Exception {
    SyncStack stack =
        SyncStack.start(
            workbench, SyncStack.callsPerHour(PERMITS_PER_SECOND), List.of(ACCOUNT, PEERS_ACCOUNT));
    fill(stack);
    Report.Builder report = Report.of(name());
    Ours ours = ours(stack);
    workbench.say("contact-sync: " + ours + ", calls " + stack.callsByPath(ACCOUNT));
    JsonNode peer = workbench.figures(peer(stack), PATIENCE);
    workbench.say("parallel consumer: " + peer);
    JsonNode skeleton = workbench.figures(skeleton(stack), PATIENCE);
    workbench.say("skeleton: " + skeleton);
    double peersSeconds = peer.path("seconds").asDouble();
    double skeletonsRate = skeleton.path(StreamsSkeletonMain.PER_SECOND).asDouble();
    return report
        .atMost("calls", ours.calls(), MOST_CALLS)
        .figure("contacts", stack.contacts(ACCOUNT))
        .figure("seconds", ours.seconds())
        .figure("changesPerSecond", ours.perSecond())
        .figure("peer.calls", stack.contactCalls(PEERS_ACCOUNT))
        .figure("peer.contacts", stack.contacts(PEERS_ACCOUNT))
        .figure("peer.seconds", peersSeconds)
        .atMost("timeOfPeers", ours.seconds() / peersSeconds, MOST_OF_PEERS_TIME)
        .figure("skeleton.changesPerSecond", skeletonsRate)
        .atLeast("rateOfSkeletons", ours.perSecond() / skeletonsRate, LEAST_OF_SKELETONS_RATE)
        .build();
  }

  /** Every contact once, then the rest at random: each change is the whole of its contact. */
  private static void fill(SyncStack stack) {
    Customers customers = new Customers(ACCOUNT);
    Random random = new Random(1);
    List<Integer> numbers = new ArrayList<>(IntStream.range(0, CONTACTS).boxed().toList());
    while (numbers.size() < CHANGES) {
      numbers.add(random.nextInt(CONTACTS));
    }
    Collections.shuffle(numbers, random);
    try (ChangeFeed feed = stack.changes()) {
      for (int i = 0; i < CHANGES; i++) {
        feed.send(customers.upserted(numbers.get(i), i).toRecord());
      }
    }
  }

  /**
   * What contact-sync took.
   *
   * @param seconds from the start of the process until the last result
   * @param perSecond changes taken in, between the first and the last
   */
  private record Ours(double calls, double seconds, double perSecond) {}

  private static Ours ours(SyncStack stack) throws Exception {
    long begun = System.nanoTime();
    LoneSync sync = stack.sync(Map.of());
    long first = sync.awaitTaken(1, PATIENCE);
    long firstAt = System.nanoTime();
    sync.awaitTaken(CHANGES, PATIENCE);
    double taking = (System.nanoTime() - firstAt) / 1e9;
    sync.awaitSettled(CHANGES, PATIENCE);
    double seconds = (System.nanoTime() - begun) / 1e9;
    double calls = stack.contactCalls(ACCOUNT);
    sync.stop();
    return new Ours(calls, seconds, (CHANGES - first) / taking);
  }

  private static JvmCommand peer(SyncStack stack) {
    return JvmCommand.ofJar(
            "parallel-consumer",
            Checkout.root()
                .resolve("deploy/benchmarks/parallel-consumer/target/parallel-consumer.jar"))
        .withJvmOptions(JVM_OPTIONS)
        .withSystemProperty("org.slf4j.simpleLogger.defaultLogLevel", "warn")
        .withEnv("M1_TOKEN", stack.accessToken(PEERS_ACCOUNT))
        .withArguments(
            stack.kafka().bootstrapServers(),
            Topics.CONTACT_CHANGES.name(),
            Integer.toString(CHANGES),
            stack.apiUrl(),
            Double.toString(PERMITS_PER_SECOND));
  }

  private static JvmCommand skeleton(SyncStack stack) {
    return ServiceMain.command(
            "streams-skeleton",
            ServiceJar.locate("contact-sync-service"),
            StreamsSkeletonMain.class)
        .withJvmOptions(JVM_OPTIONS)
        .withArguments(
            stack.kafka().bootstrapServers(),
            Integer.toString(CHANGES),
            stack.directory().resolve("skeleton-state").toString());
  }
}
