package io.m1bridge.kafka.streams;

import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;

/** Asks whether Kafka answers just now. */
final class KafkaProbe {

  private static final int ANSWER_WITHIN_MS = 3_000;

  private KafkaProbe() {}

  static boolean answers(Properties settings) {
    Map<String, Object> config = StreamsSettings.adminOf(settings);
    config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_WITHIN_MS);
    config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_WITHIN_MS);
    try (Admin admin = Admin.create(config)) {
      return !admin
          .describeCluster()
          .nodes()
          .get(ANSWER_WITHIN_MS, TimeUnit.MILLISECONDS)
          .isEmpty();
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
