package io.m1bridge.owner.web;

import io.m1bridge.contracts.AccountPartitioner;
import io.m1bridge.contracts.TopicSpec;
import io.m1bridge.kafka.replica.ReplicaClient;
import io.m1bridge.kafka.replica.StreamsOwner;
import io.m1bridge.kafka.streams.StreamsLifecycle;
import io.m1bridge.ui.problem.Problem;
import io.m1bridge.ui.problem.ProblemException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import org.apache.kafka.streams.StreamsMetadata;

/**
 * The replicas of a Streams application: each key (an account, a recipient) is known to the one
 * whose task owns its partition. A question is sent on as who asked it, since all replicas know the
 * same people; and once only, so that it never goes in a circle while tasks move.
 */
public final class Replicas {

  /** Header of an answer that is put together of all replicas: how many did not say theirs. */
  public static final String MISSING = "M1bridge-Missing-Replicas";

  private static final List<String> PASSED_BACK =
      List.of(HttpHeaders.CONTENT_TYPE, HttpHeaders.LOCATION, HttpHeaders.RETRY_AFTER);

  private final Supplier<Collection<StreamsMetadata>> group;
  private final Optional<String> own;
  private final TopicSpec owned;
  private final IntPredicate here;
  private final ReplicaClient client = new ReplicaClient();

  Replicas(
      Supplier<Collection<StreamsMetadata>> group,
      Optional<String> own,
      TopicSpec owned,
      IntPredicate here) {
    this.group = group;
    this.own = own;
    this.owned = owned;
    this.here = here;
  }

  /**
   * The replicas of an application.
   *
   * @param own {@code host:port} of this one, its {@code application.server}; without it, it
   *     answers all questions itself
   * @param owned a topic that the owning tasks read; keys have the partition that {@link
   *     AccountPartitioner} gives them there
   * @param here whether the task of a partition runs in this process and knows what it owns
   */
  public static Replicas of(
      StreamsLifecycle lifecycle, Optional<String> own, TopicSpec owned, IntPredicate here) {
    return new Replicas(() -> group(lifecycle), own, owned, here);
  }

  /** The same where a task answers from its stores as soon as it runs: they know what they lack. */
  public static Replicas ofStores(
      StreamsLifecycle lifecycle, Optional<String> own, TopicSpec owned) {
    return of(
        lifecycle,
        own,
        owned,
        partition ->
            StreamsOwner.of(group(lifecycle), own, owned.name(), partition)
                instanceof StreamsOwner.Here);
  }

  private static Collection<StreamsMetadata> group(StreamsLifecycle lifecycle) {
    return StreamsOwner.replicas(lifecycle.streams());
  }

  /**
   * The owner's answer to a question about a key; empty where this replica is the owner, or the
   * only one that there is.
   *
   * @throws ProblemException 503 while the key's task moves
   */
  public Optional<Response> answer(String key, Question question) {
    return answer(key, question, Replicas::moving);
  }

  /**
   * The same for a question that does something: sent on and not answered, it may have done it.
   *
   * @param unanswered what is said then
   * @throws ProblemException 503 while the key's task moves, and that one
   */
  public Optional<Response> answer(
      String key, Question question, Supplier<ProblemException> unanswered) {
    StreamsOwner owner = owner(key);
    if (owner instanceof StreamsOwner.Here) {
      return Optional.empty();
    }
    if (owner instanceof StreamsOwner.There there && !question.isSentOn()) {
      return Optional.of(sendOn(there.address(), question, unanswered));
    }
    throw moving();
  }

  /**
   * What a question about a key comes to, for a page that shows it beside other things.
   *
   * @param question for JSON, of a resource that does not ask others in turn
   * @param local the answer where this replica is the owner; may be empty
   * @return empty too while the task moves or the owner does not answer
   */
  public <T> Optional<T> find(
      String key, Question question, Supplier<Optional<T>> local, ReplicaClient.Reader<T> reader) {
    StreamsOwner owner = owner(key);
    if (owner instanceof StreamsOwner.Here) {
      return local.get();
    }
    return owner instanceof StreamsOwner.There there
        ? question.as(call(there.address(), question)).ask(reader).join()
        : Optional.empty();
  }

  /**
   * What the other replicas answer.
   *
   * @param missing how many of them do not: their tasks move soon, or they come back
   * @param known whether it is known which ones there are; not before Kafka Streams runs here, nor
   *     once it has ended
   */
  public record Others<T>(List<T> answers, int missing, boolean known) {
    public Others {
      answers = List.copyOf(answers);
    }
  }

  /**
   * What all other replicas answer. Nothing, and nothing is missing, for a question that another
   * replica has sent on.
   */
  public <T> Others<T> ofOthers(Question question, ReplicaClient.Reader<T> reader) {
    if (question.isSentOn()) {
      return new Others<>(List.of(), 0, true);
    }
    Collection<StreamsMetadata> all = group.get();
    List<CompletableFuture<Optional<T>>> asked =
        StreamsOwner.others(all, own).stream()
            .map(replica -> question.as(call(replica, question)).ask(reader))
            .toList();
    List<T> answers = new ArrayList<>();
    asked.forEach(answer -> answer.join().ifPresent(answers::add));
    boolean known = own.isEmpty() || !all.isEmpty();
    return new Others<>(answers, asked.size() - answers.size(), known);
  }

  /**
   * Whether another replica is known to own a key by now: what goes on here for it is to end. False
   * while its task moves.
   */
  public boolean isElsewhere(String key) {
    return owner(key) instanceof StreamsOwner.There;
  }

  /** The partition that a key belongs to. */
  public int partition(String key) {
    return AccountPartitioner.partition(key, owned.partitions());
  }

  private StreamsOwner owner(String key) {
    int partition = partition(key);
    if (own.isEmpty() || here.test(partition)) {
      return new StreamsOwner.Here();
    }
    StreamsOwner owner = StreamsOwner.of(group.get(), own, owned.name(), partition);
    // The task is to run here, and has not begun.
    return owner instanceof StreamsOwner.Here ? new StreamsOwner.Moving() : owner;
  }

  private Response sendOn(URI owner, Question question, Supplier<ProblemException> unanswered) {
    HttpResponse<byte[]> answer = question.as(call(owner, question)).send().orElseThrow(unanswered);
    Response.ResponseBuilder response = Response.status(answer.statusCode()).entity(answer.body());
    for (String name : PASSED_BACK) {
      answer.headers().allValues(name).forEach(value -> response.header(name, value));
    }
    return response.build();
  }

  private ReplicaClient.Call call(URI replica, Question question) {
    return client.call(question.method(), replica, question.route(), question.timeout());
  }

  /**
   * The answer that is put together of what all replicas said.
   *
   * @param missing how many did not answer: a header says so
   * @throws ProblemException 503 where it is not known which ones there are
   */
  public static Response ofAll(Object all, int missing, boolean known) {
    if (!known) {
      throw moving();
    }
    Response.ResponseBuilder answer = Response.ok(all);
    return (missing == 0 ? answer : answer.header(MISSING, missing)).build();
  }

  /** What is asked for is nowhere just now. */
  public static ProblemException moving() {
    return Problem.of(503, "stores-moving", "The stores are being moved or restored")
        .withAdvice("Ask again in a few seconds")
        .toException();
  }
}
