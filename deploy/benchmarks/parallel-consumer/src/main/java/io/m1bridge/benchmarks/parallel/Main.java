package io.m1bridge.benchmarks.parallel;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.confluent.parallelconsumer.ParallelConsumerOptions;
import io.confluent.parallelconsumer.ParallelConsumerOptions.ProcessingOrder;
import io.confluent.parallelconsumer.ParallelEoSStreamProcessor;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A sync as one would write it with the library: in key order, 1,000 records a batch, each batch
 * one {@code contact/add}. Ends when all changes are added, and prints figures as one JSON object.
 *
 * <p>Arguments: bootstrap servers, topic, how many changes wait in it, address of M1's API, permits
 * a second. The environment variable {@code M1_TOKEN} holds a token of M1.
 */
public final class Main {

  private static final int BATCH = 1_000;
  private static final Duration PATIENCE = Duration.ofMinutes(9);

  private Main() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    long changes = Long.parseLong(args[2]);
    Adds adds = new Adds(URI.create(args[3] + "/contact/add"), token());
    Permits permits = new Permits(Double.parseDouble(args[4]), System::nanoTime);
    AtomicLong added = new AtomicLong();
    AtomicLong calls = new AtomicLong();
    CountDownLatch all = new CountDownLatch(1);
    ParallelEoSStreamProcessor<byte[], byte[]> processor =
        new ParallelEoSStreamProcessor<>(
            ParallelConsumerOptions.<byte[], byte[]>builder()
                .ordering(ProcessingOrder.KEY)
                .batchSize(BATCH)
                .consumer(consumer(args[0]))
                .build());
    processor.subscribe(List.of(args[1]));
    processor.poll(
        batch -> {
          permits.take();
          adds.add(batch.stream().map(each -> each.value()).toList());
          calls.incrementAndGet();
          if (added.addAndGet(batch.size()) >= changes) {
            all.countDown();
          }
        });
    while (!all.await(1, TimeUnit.SECONDS)) {
      if (processor.isClosedOrFailed() || seconds() > PATIENCE.toSeconds()) {
        throw new IOException(
            "Only " + added + " of " + changes + " changes were added",
            processor.getFailureCause());
      }
    }
    double seconds = seconds();
    processor.closeDrainFirst();
    System.out.println(
        new ObjectMapper().writeValueAsString(Map.of("seconds", seconds, "calls", calls.get())));
  }

  /** Since this process began. */
  private static double seconds() {
    return (System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime()) / 1e3;
  }

  private static KafkaConsumer<byte[], byte[]> consumer(String bootstrapServers) {
    Map<String, Object> settings =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ConsumerConfig.GROUP_ID_CONFIG,
            "parallel-consumer",
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "earliest",
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false);
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private static String token() {
    String token = System.getenv("M1_TOKEN");
    if (token == null) {
      throw new IllegalArgumentException("The environment variable M1_TOKEN is missing");
    }
    return token;
  }
}
