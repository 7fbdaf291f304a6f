package io.m1bridge.kafka.access;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * Asks the brokers what they allow before it is needed: a right that is missing shows as a thread
 * that dies, as a group that never gets its partitions, or not at all until the first commit.
 * Brokers without an authorizer allow everything; where a broker does not tell, it is taken for
 * allowed.
 */
public final class AccessCheck {

  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

  private static final Set<AclOperation> EVERYTHING = Set.of(AclOperation.values());

  private final Map<String, Object> admin;
  private final Denied denied;
  private final Login login;

  /**
   * @param connection Kafka client properties; others than those of an Admin client are left out
   */
  public AccessCheck(Map<String, Object> connection) {
    this(connection, ANSWER_WITHIN);
  }

  AccessCheck(Map<String, Object> connection, Duration answerWithin) {
    int withinMs = (int) answerWithin.toMillis();
    this.denied = Denied.of(connection);
    this.login = Login.of(connection);
    Map<String, Object> all = new HashMap<>(connection);
    all.keySet().retainAll(AdminClientConfig.configNames());
    all.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, withinMs);
    all.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, withinMs / 2);
    this.admin = Map.copyOf(all);
  }

  /**
   * Returns a message for every right that is missing, one where the brokers let nobody in.
   *
   * @throws KafkaException when Kafka does not answer: nothing is known then
   */
  public List<String> missing(AccessNeeds needs) throws InterruptedException {
    try {
      return missingRights(needs);
    } catch (KafkaException e) {
      return List.of(login.problem(e).orElseThrow(() -> e));
    }
  }

  private List<String> missingRights(AccessNeeds needs) throws InterruptedException {
    Set<String> described = union(needs.read(), needs.written());
    List<String> missing = new ArrayList<>();
    try (Admin asked = Admin.create(admin)) {
      Map<String, Set<AclOperation>> allowed = allowed(asked, union(described, needs.internal()));
      topics(allowed, described, AclOperation.DESCRIBE_CONFIGS, missing);
      topics(allowed, needs.read(), AclOperation.READ, missing);
      topics(allowed, needs.written(), AclOperation.WRITE, missing);
      if (!needs.internal().isEmpty()) {
        internal(allowed, needs.internal(), missing);
        create(asked, needs.group(), missing);
      }
      group(asked, needs.group(), missing);
      if (refused(asked.describeTransactions(List.of(needs.group() + "-x")).all())) {
        missing.add(denied.transactionalIds("Write", needs.group() + "-"));
      }
    }
    return missing;
  }

  private static Set<String> union(Set<String> one, Set<String> other) {
    Set<String> all = new TreeSet<>(one);
    all.addAll(other);
    return all;
  }

  /** Where nobody tells, or the topic is not there, nothing is missing. */
  private void topics(
      Map<String, Set<AclOperation>> allowed,
      Collection<String> names,
      AclOperation operation,
      List<String> missing) {
    new TreeSet<>(names)
        .stream()
            .filter(name -> !allowed.getOrDefault(name, EVERYTHING).contains(operation))
            .forEach(name -> missing.add(denied.topic(spelled(operation), name)));
  }

  private void internal(
      Map<String, Set<AclOperation>> allowed, Set<String> names, List<String> missing) {
    topics(allowed, names, AclOperation.READ, missing);
    topics(allowed, names, AclOperation.WRITE, missing);
    topics(
        allowed,
        names.stream().filter(name -> name.endsWith("-repartition")).toList(),
        AclOperation.DELETE,
        missing);
  }

  private void create(Admin asked, String group, List<String> missing) throws InterruptedException {
    NewTopic any = new NewTopic(group + "-x-changelog", Optional.of(1), Optional.empty());
    if (refused(
        asked.createTopics(List.of(any), new CreateTopicsOptions().validateOnly(true)).all())) {
      missing.add(denied.topic("Create", group + "-"));
    }
  }

  private void group(Admin asked, String group, List<String> missing) throws InterruptedException {
    KafkaFuture<Set<AclOperation>> described =
        asked
            .describeConsumerGroups(
                List.of(group),
                new DescribeConsumerGroupsOptions().includeAuthorizedOperations(true))
            .all()
            .thenApply(groups -> known(groups.values().iterator().next().authorizedOperations()));
    Optional<Set<AclOperation>> allowed = answer(described);
    if (allowed.isPresent() && !allowed.get().contains(AclOperation.READ)) {
      missing.add(denied.group("Read", group));
    }
  }

  /** Asks about all of them in one request; leaves out those that are not there. */
  private static Map<String, Set<AclOperation>> allowed(Admin asked, Set<String> topics)
      throws InterruptedException {
    Map<String, KafkaFuture<TopicDescription>> answers =
        asked
            .describeTopics(topics, new DescribeTopicsOptions().includeAuthorizedOperations(true))
            .topicNameValues();
    Map<String, Set<AclOperation>> allowed = new HashMap<>();
    for (Map.Entry<String, KafkaFuture<TopicDescription>> one : answers.entrySet()) {
      answer(one.getValue().thenApply(topic -> known(topic.authorizedOperations())))
          .ifPresent(operations -> allowed.put(one.getKey(), operations));
    }
    return allowed;
  }

  /** Null is what a broker says that does not tell. */
  private static Set<AclOperation> known(@Nullable Set<AclOperation> allowed) {
    return allowed == null ? EVERYTHING : allowed;
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
    Throwable cause = e.getCause();
    boolean isAbsent = cause instanceof UnknownTopicOrPartitionException;
    if (cause instanceof ApiException failure) {
      if (Login.isRefused(failure) || (failure instanceof RetriableException && !isAbsent)) {
        throw failure;
      }
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
      case DESCRIBE_CONFIGS -> "DescribeConfigs";
      default -> operation.name();
    };
  }
}
