package io.m1bridge.kafka.access;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyDescription;
import org.jspecify.annotations.Nullable;

/**
 * Asks the brokers what they allow before Kafka Streams needs it: a right that is missing shows
 * there as a thread that dies, or as a group that never gets its partitions. Brokers without an
 * authorizer allow everything; where a broker does not tell, it is taken for allowed.
 */
public final class AccessCheck {

  private static final int ANSWER_WITHIN_MS = 10_000;

  private final Map<String, Object> admin;
  private final String applicationId;
  private final Denied denied;

  /**
   * @param settings of Kafka Streams, with the application's id and the connection
   */
  public AccessCheck(Properties settings) {
    Map<String, Object> all = new HashMap<>();
    settings.forEach((key, value) -> all.put(key.toString(), value));
    this.applicationId = String.valueOf(all.get(StreamsConfig.APPLICATION_ID_CONFIG));
    this.denied = Denied.of(all);
    all.keySet().retainAll(AdminClientConfig.configNames());
    all.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_WITHIN_MS);
    all.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_WITHIN_MS / 2);
    this.admin = Map.copyOf(all);
  }

  /**
   * Returns a message for every right that is missing, none when Kafka does not answer: that is for
   * others to tell.
   */
  public List<String> missing(TopologyDescription topology) throws InterruptedException {
    TopologyNeeds needs = TopologyNeeds.of(applicationId, topology);
    List<String> missing = new ArrayList<>();
    try (Admin asked = Admin.create(admin)) {
      topics(asked, needs.read(), AclOperation.READ, missing);
      topics(asked, needs.written(), AclOperation.WRITE, missing);
      internal(asked, needs.internal(), missing);
      group(asked, missing);
      if (refused(asked.describeTransactions(List.of(applicationId + "-x")).all())) {
        missing.add(denied.transactionalIds("Write", applicationId));
      }
    }
    return missing;
  }

  private void topics(
      Admin asked, Collection<String> names, AclOperation operation, List<String> missing)
      throws InterruptedException {
    for (String name : new TreeSet<>(names)) {
      Optional<Set<AclOperation>> allowed = allowed(asked, name);
      if (allowed.isPresent() && !allowed.get().contains(operation)) {
        missing.add(denied.topic(spelled(operation), name));
      }
    }
  }

  private void internal(Admin asked, Set<String> names, List<String> missing)
      throws InterruptedException {
    topics(asked, names, AclOperation.READ, missing);
    topics(asked, names, AclOperation.WRITE, missing);
    topics(
        asked,
        names.stream().filter(name -> name.endsWith("-repartition")).toList(),
        AclOperation.DELETE,
        missing);
    NewTopic any = new NewTopic(applicationId + "-x-changelog", Optional.of(1), Optional.empty());
    if (refused(
        asked.createTopics(List.of(any), new CreateTopicsOptions().validateOnly(true)).all())) {
      missing.add(denied.topic("Create", applicationId + "-"));
    }
  }

  private void group(Admin asked, List<String> missing) throws InterruptedException {
    KafkaFuture<Set<AclOperation>> described =
        asked
            .describeConsumerGroups(
                List.of(applicationId),
                new DescribeConsumerGroupsOptions().includeAuthorizedOperations(true))
            .all()
            .thenApply(groups -> known(groups.values().iterator().next().authorizedOperations()));
    Optional<Set<AclOperation>> allowed = answer(described);
    if (allowed.isPresent() && !allowed.get().contains(AclOperation.READ)) {
      missing.add(denied.group("Read", applicationId));
    }
  }

  /** Returns nothing where nobody tells, or the topic is not there. */
  private static Optional<Set<AclOperation>> allowed(Admin asked, String topic)
      throws InterruptedException {
    return answer(
        asked
            .describeTopics(
                List.of(topic), new DescribeTopicsOptions().includeAuthorizedOperations(true))
            .allTopicNames()
            .thenApply(topics -> known(topics.values().iterator().next().authorizedOperations())));
  }

  /** Null is what a broker says that does not tell. */
  private static Set<AclOperation> known(@Nullable Set<AclOperation> allowed) {
    return allowed == null ? Set.of(AclOperation.values()) : allowed;
  }

  /** Returns an empty set when even looking is forbidden. */
  private static Optional<Set<AclOperation>> answer(KafkaFuture<Set<AclOperation>> future)
      throws InterruptedException {
    try {
      return Optional.of(future.get());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AuthorizationException) {
        return Optional.of(Set.of());
      }
      return unanswered(e);
    }
  }

  private static <T> Optional<T> unanswered(ExecutionException e) {
    if (e.getCause() instanceof ApiException) {
      return Optional.empty();
    }
    throw new KafkaException("The brokers' answer about rights cannot be read", e.getCause());
  }

  private static boolean refused(KafkaFuture<?> future) throws InterruptedException {
    try {
      future.get();
      return false;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AuthorizationException) {
        return true;
      }
      return unanswered(e).isPresent();
    }
  }

  private static String spelled(AclOperation operation) {
    return switch (operation) {
      case READ -> "Read";
      case WRITE -> "Write";
      case DELETE -> "Delete";
      default -> operation.name();
    };
  }
}
