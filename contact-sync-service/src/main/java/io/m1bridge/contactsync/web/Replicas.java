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
    int partition = AccountPartitioner.partition(account, owned.partitions());
    if (own.isEmpty() || views.owns(partition)) {
      return Optional.empty();
    }
    StreamsOwner owner = StreamsOwner.of(lifecycle.streams(), own, owned.name(), partition);
    if (owner instanceof StreamsOwner.There there && !isSentOn(request::getHeaderString)) {
      return Optional.of(ask(there.address(), request));
    }
    throw Stores.moving();
  }

  private Response ask(URI owner, ContainerRequestContext request) {
    URI asked = request.getUriInfo().getRequestUri();
    String query = asked.getRawQuery();
    String route = asked.getRawPath() + (query == null ? "" : "?" + query);
    HttpResponse<byte[]> answer =
        as(request::getHeaderString, client.call(request.getMethod(), owner, route, TIMEOUT))
            .send()
            .orElseThrow(Stores::moving);
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
