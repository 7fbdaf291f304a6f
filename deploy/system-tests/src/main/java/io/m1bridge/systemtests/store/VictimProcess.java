package io.m1bridge.systemtests.store;

import io.m1bridge.process.ServiceProcess;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The service that is killed.
 *
 * @param applicationId of its Kafka Streams application
 */
record VictimProcess(
    ServiceProcess process, String applicationId, Path stateDirectory, int managementPort) {

  private static final Duration READY_WITHIN = Duration.ofMinutes(2);

  void awaitReady() {
    process.awaitReady(StreamsCommand.ready(managementPort), READY_WITHIN);
  }
}
