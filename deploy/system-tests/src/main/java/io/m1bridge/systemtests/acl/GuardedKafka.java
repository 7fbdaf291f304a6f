package io.m1bridge.systemtests.acl;

import io.m1bridge.contracts.TopicSpec;
import io.m1bridge.contracts.Topics;
import io.m1bridge.process.BrokerOptions;
import io.m1bridge.process.KafkaCluster;
import io.m1bridge.process.LocalProcesses;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AccessControlEntryFilter;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.ResourcePatternFilter;

/**
 * A Kafka with SASL and an authorizer, on which each service is a user and may nothing at first.
 */
final class GuardedKafka implements AutoCloseable {

  private static final Map<String, String> USERS =
      Map.of(
          "contact-sync-service",
          "c-secret",
          "edm-event-service",
          "e-secret",
          "token-service",
          "t-secret");

  private final KafkaCluster kafka;
  private final Admin admin;

  private GuardedKafka(KafkaCluster kafka, Admin admin) {
    this.kafka = kafka;
    this.admin = admin;
  }

  /** Starts one with the topic of accounts, which belongs to none of its readers. */
  static GuardedKafka start(LocalProcesses processes)
      throws ExecutionException, InterruptedException {
    KafkaCluster kafka = KafkaCluster.start(processes, 1, BrokerOptions.withUsers(USERS));
    GuardedKafka guarded =
        new GuardedKafka(
            kafka, Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers())));
    TopicSpec accounts = Topics.ACCOUNTS;
    guarded
        .admin
        .createTopics(
            List.of(
                new NewTopic(accounts.name(), accounts.partitions(), (short) 1)
                    .configs(accounts.config())))
        .all()
        .get();
    return guarded;
  }

  /** Returns the client properties of a user. */
  Map<String, String> connection(String user) {
    return Map.of(
        "bootstrap.servers",
        kafka.saslBootstrapServers(),
        "security.protocol",
        "SASL_PLAINTEXT",
        "sasl.mechanism",
        "PLAIN",
        "sasl.jaas.config",
        "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%s\" password=\"%s\";"
            .formatted(user, USERS.get(user)));
  }

  void grant(Collection<AclBinding> rights) throws ExecutionException, InterruptedException {
    admin.createAcls(rights).all().get();
  }

  void takeAway(AclBinding right) throws ExecutionException, InterruptedException {
    admin.deleteAcls(List.of(right.toFilter())).all().get();
  }

  void takeAwayAllOf(String user) throws ExecutionException, InterruptedException {
    admin
        .deleteAcls(
            List.of(
                new AclBindingFilter(
                    ResourcePatternFilter.ANY,
                    new AccessControlEntryFilter(
                        "User:" + user, null, AclOperation.ANY, AclPermissionType.ANY))))
        .all()
        .get();
  }

  @Override
  public void close() {
    admin.close();
    kafka.close();
  }
}
