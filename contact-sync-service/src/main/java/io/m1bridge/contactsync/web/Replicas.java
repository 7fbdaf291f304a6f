package io.m1bridge.contactsync.web;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.m1bridge.contactsync.view.AccountView;
import io.m1bridge.contactsync.view.TaskViews;
import io.m1bridge.contracts.AccountPartitioner;
import io.m1bridge.contracts.TopicSpec;
import io.m1bridge.contracts.Topics;
import io.m1bridge.kafka.replica.ReplicaClient;
import io.m1bridge.kafka.replica.StreamsOwner;
import io.m1bridge.kafka.streams.StreamsLifecycle;
import io.m1bridge.kafka.streams.StreamsOptions;
import io.m1bridge.kafka.topic.TopicSettings;
import io.m1bridge.ui.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The other replicas: each account is known to the one that owns it. A question is sent on as who
 * asked it, since all replicas know the same people; and once only, so that it never goes in a
 * circle while accounts move.
 *
 * <p>Made at the first question: filters are made while the application is built, before there is
 * any configuration.
 */
@ApplicationScoped
class Replicas {

  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  /** Of what has a body: some work is done for it. Who asks gives up earlier, if they want. */
  private static final Duration WORK_TIMEOUT = Duration.ofMinutes(2);

  private static final List<String> PASSED_ON =
      List.of(HttpHeaders.AUTHORIZATION, HttpHeaders.COOKIE, HttpHeaders.ACCEPT);
  private static final List<String> PASSED_BACK =
      List.of(HttpHeaders.CONTENT_TYPE, HttpHeaders.LOCATION, HttpHeaders.RETRY_AFTER);

  private final TaskViews views;
  private final StreamsLifecycle lifecycle;
  private final ObjectMapper json;
  private final Optional<String> own;
  private final TopicSpec owned;
  private final ReplicaClient client = new ReplicaClient();

  Replicas(
      TaskViews views,
      StreamsLifecycle lifecycle,
      StreamsOptions options,
      TopicSettings topics,
      ObjectMapper json) {
    this.views = views;
    this.lifecycle = lifecycle;
    this.json = json;
    this.own = options.applicationServer();
    this.owned = topics.named(Topics.CONTACT_SYNC_INTENTS);
  }

  /**
   * The owner's answer to a question about an account; empty where this replica is the owner, or
   * the only one that there is.
   *
   * @throws ProblemException 503 while the account moves
   */
  Optional<Response> answer(String account, ContainerRequestContext request) {
    UriInfo asked = request.getUriInfo();
    return owner(account, request::getHeaderString)
        .map(owner -> client.call(request.getMethod(), owner, route(asked), TIMEOUT))
        .map(call -> answer(as(request::getHeaderString, call)));
  }

  /**
   * The same of a POST.
   *
   * @param body as it came; null for none
   */
  Optional<Response> answer(
      String account, byte @Nullable [] body, UriInfo asked, HttpHeaders headers) {
    String type = String.valueOf(headers.getHeaderString(HttpHeaders.CONTENT_TYPE));
    return owner(account, headers::getHeaderString)
        .map(owner -> client.call("POST", owner, route(asked), WORK_TIMEOUT))
        .map(call -> call.body(type, body == null ? new byte[0] : body))
        .map(call -> answer(as(headers::getHeaderString, call)));
  }

  /** The partition that an account belongs to. */
  int partition(String account) {
    return AccountPartitioner.partition(account, owned.partitions());
  }

  /** Where the owner of an account is, if it is another replica. */
  private Optional<URI> owner(String account, UnaryOperator<@Nullable String> headers) {
    int partition = partition(account);
    if (own.isEmpty() || views.owns(partition)) {
      return Optional.empty();
    }
    StreamsOwner owner = StreamsOwner.of(lifecycle.streams(), own, owned.name(), partition);
    if (owner instanceof StreamsOwner.There there && !isSentOn(headers)) {
      return Optional.of(there.address());
    }
    throw Stores.moving();
  }

  private static String route(UriInfo uri) {
    URI asked = uri.getRequestUri();
    String query = asked.getRawQuery();
    return asked.getRawPath() + (query == null ? "" : "?" + query);
  }

  private static Response answer(ReplicaClient.Call call) {
    HttpResponse<byte[]> answer = call.send().orElseThrow(Stores::moving);
    Response.ResponseBuilder response = Response.status(answer.statusCode()).entity(answer.body());
    for (String name : PASSED_BACK) {
      answer.headers().allValues(name).forEach(value -> response.header(name, value));
    }
    return response.build();
  }

  /**
   * The accounts of all replicas, by their ids. One that does not answer is left out: its accounts
   * move soon, or it comes back.
   *
   * @param headers of the question, by name
   */
  List<AccountView> accounts(UnaryOperator<@Nullable String> headers) {
    List<AccountView> all = new ArrayList<>(views.all());
    if (!isSentOn(headers)) {
      List<CompletableFuture<Optional<List<AccountView>>>> others =
          StreamsOwner.others(lifecycle.streams(), own).stream()
              .map(replica -> client.call("GET", replica, "/v1/accounts", TIMEOUT))
              .map(call -> as(headers, call).header(HttpHeaders.ACCEPT, "application/json"))
              .map(call -> call.ask(this::read))
              .toList();
      others.forEach(answer -> answer.join().ifPresent(all::addAll));
    }
    // While an account moves two may speak of it.
    return List.copyOf(
        all.stream()
            .collect(
                Collectors.toMap(
                    AccountView::account, view -> view, (one, other) -> one, TreeMap::new))
            .values());
  }

  private List<AccountView> read(byte[] body) throws IOException {
    return json.readValue(body, new TypeReference<>() {});
  }

  private static boolean isSentOn(UnaryOperator<@Nullable String> headers) {
    return headers.apply(ReplicaClient.FORWARDED) != null;
  }

  private static ReplicaClient.Call as(
      UnaryOperator<@Nullable String> headers, ReplicaClient.Call call) {
    PASSED_ON.forEach(name -> call.header(name, headers.apply(name)));
    return call;
  }
}
