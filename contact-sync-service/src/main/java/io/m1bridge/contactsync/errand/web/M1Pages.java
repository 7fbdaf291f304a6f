package io.m1bridge.contactsync.errand.web;

import io.m1bridge.m1.AccountId;
import io.m1bridge.owner.web.Caller;
import io.m1bridge.owner.web.Question;
import io.m1bridge.owner.web.Replicas;
import io.m1bridge.ui.problem.ProblemException;
import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateInstance;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.function.Supplier;

/** Puts the page of what an account has at M1 together, at the replica that owns the account. */
@ApplicationScoped
class M1Pages {

  private final AtM1 m1;
  private final Contacts contacts;
  private final Replicas replicas;
  private final Caller caller;
  private final Template page;

  M1Pages(
      AtM1 m1,
      Contacts contacts,
      Replicas replicas,
      Caller caller,
      @Location("m1.html") Template page) {
    this.m1 = m1;
    this.contacts = contacts;
    this.replicas = replicas;
    this.caller = caller;
    this.page = page;
  }

  /**
   * The page, as the owner makes it.
   *
   * @param here fills in what was asked for
   */
  Response answer(String id, Question question, HttpServerRequest request, Content here) {
    return answer(id, question, request, Replicas::moving, here);
  }

  /** The same of a change: if its owner does not answer, it may have been made. */
  Response change(String id, Question question, HttpServerRequest request, Content here) {
    return answer(id, question.within(m1.patience()), request, Refusals.UNKNOWN::toException, here);
  }

  private Response answer(
      String id,
      Question question,
      HttpServerRequest request,
      Supplier<ProblemException> unanswered,
      Content here) {
    if (AccountId.isValid(id)) {
      Optional<Response> elsewhere = replicas.answer(id, question, unanswered);
      if (elsewhere.isPresent()) {
        return elsewhere.get();
      }
    }
    AccountId account = contacts.known(id);
    AtM1.Asking asking = m1.of(account, caller.name(request));
    TemplateInstance filled = here.fill(asking, account, empty(account, request));
    return Response.ok(filled.render(), "text/html;charset=UTF-8").build();
  }

  private TemplateInstance empty(AccountId account, HttpServerRequest request) {
    return page.data("account", account.value())
        .data("operator", caller.isOperator(request))
        .data("show", "")
        .data("list", null)
        .data("search", "")
        .data("next", null)
        .data("key", null)
        .data("contact", null)
        .data("proposal", null)
        .data("done", null);
  }

  /** What a page shows. */
  @FunctionalInterface
  interface Content {

    /** Fills it in. */
    TemplateInstance fill(AtM1.Asking asking, AccountId account, TemplateInstance empty);
  }
}
