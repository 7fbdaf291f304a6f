package io.m1bridge.local;

import io.m1bridge.local.options.RunOptions.Replicas;
import picocli.CommandLine.Option;

/** How many processes are started of what may be several. */
final class ReplicaOptions {

  @Option(
      names = "--token-service-replicas",
      paramLabel = "N",
      defaultValue = "1",
      description = "How many token-services (${DEFAULT-VALUE}).")
  private int tokenServices;

  @Option(
      names = "--contact-sync-replicas",
      paramLabel = "N",
      defaultValue = "1",
      description = "How many contact-sync-services (${DEFAULT-VALUE}).")
  private int contactSyncs;

  @Option(
      names = "--edm-event-replicas",
      paramLabel = "N",
      defaultValue = "1",
      description = "How many edm-event-services (${DEFAULT-VALUE}).")
  private int edmEvents;

  @Option(
      names = "--kafka-nodes",
      paramLabel = "N",
      defaultValue = "1",
      description = "How many nodes the Kafka has that is started (${DEFAULT-VALUE}; or 3).")
  private int kafkaNodes;

  /** What is wrong with them; empty if nothing is. */
  String problem() {
    if (tokenServices < 1) {
      return "--token-service-replicas must be at least 1";
    }
    if (contactSyncs < 1) {
      return "--contact-sync-replicas must be at least 1";
    }
    if (edmEvents < 1) {
      return "--edm-event-replicas must be at least 1";
    }
    return kafkaNodes == 1 || kafkaNodes == 3 ? "" : "--kafka-nodes is 1 or 3";
  }

  Replicas replicas() {
    return new Replicas(tokenServices, contactSyncs, edmEvents, kafkaNodes);
  }
}
