package io.m1bridge.contactsync.web;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.m1bridge.contactsync.view.AccountView;
import io.m1bridge.contactsync.view.TaskViews;
import io.m1bridge.owner.web.Question;
import io.m1bridge.owner.web.Replicas;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What all replicas know together, and how many of them do not say it. */
@ApplicationScoped
class AllReplicas {

  private final TaskViews views;
  private final Replicas replicas;
  private final ObjectMapper json;

  AllReplicas(TaskViews views, Replicas replicas, ObjectMapper json) {
    this.views = views;
    this.replicas = replicas;
    this.json = json;
  }

  /**
   * The accounts that were told of.
   *
   * @param accounts by their ids
   * @param missing replicas that did not answer: theirs are not among them
   * @param known whether it is known which replicas there are
   */
  record Accounts(List<AccountView> accounts, int missing, boolean known) {}

  /**
   * The numbers of all replicas.
   *
   * @param sum of those that answered
   * @param problems of each whose tasks do not run
   * @param missing replicas that did not answer: theirs are not in it
   * @param known whether it is known which replicas there are
   */
  record Sums(Status sum, List<String> problems, int missing, boolean known) {}

  /**
   * All accounts.
   *
   * @param headers of who asks, by name
   */
  Accounts accounts(UnaryOperator<@Nullable String> headers) {
    List<AccountView> all = new ArrayList<>(views.all());
    Replicas.Others<List<AccountView>> others =
        replicas.ofOthers(
            Question.json("/v1/accounts", headers),
            body -> json.readValue(body, new TypeReference<List<AccountView>>() {}));
    others.answers().forEach(all::addAll);
    // While an account moves two may speak of it.
    List<AccountView> once =
        List.copyOf(
            all.stream()
                .collect(
                    Collectors.toMap(
                        AccountView::account, view -> view, (one, other) -> one, TreeMap::new))
                .values());
    return new Accounts(once, others.missing(), others.known());
  }

  /**
   * Sums over all replicas.
   *
   * @param own what this one says
   * @param headers of who asks, by name
   */
  Sums sums(Status own, UnaryOperator<@Nullable String> headers) {
    Replicas.Others<Status> others =
        replicas.ofOthers(
            Question.json("/v1/status", headers), body -> json.readValue(body, Status.class));
    List<Status> all = new ArrayList<>(List.of(own));
    all.addAll(others.answers());
    boolean several = all.size() + others.missing() > 1;
    List<String> problems = new ArrayList<>();
    for (Status one : all) {
      if (!one.running()) {
        problems.add((several ? "A replica: " : "") + one.problem());
      }
    }
    Status sum = all.stream().reduce(Status::plus).orElse(own);
    return new Sums(sum, problems, others.missing(), others.known());
  }
}
