package io.m1bridge.token.page;

import io.m1bridge.m1.AccountId;
import io.m1bridge.token.api.Owners;
import io.m1bridge.token.api.Owners.Incoming;
import io.m1bridge.token.api.Owners.Work;
import io.m1bridge.ui.problem.Problem;
import io.m1bridge.ui.problem.ProblemResponses;
import io.m1bridge.ui.signin.UiSignIn;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

/** Runs what a person asked for at the account's owner, and answers as a page. */
@ApplicationScoped
class OwnerCalls {

  /** In the audit, where signing in does not tell who it is. */
  private static final String SOMEBODY = "a person at the page";

  private final Owners owners;
  private final ProblemResponses problems;
  private final UiSignIn signIn;

  OwnerCalls(Owners owners, ProblemResponses problems, UiSignIn signIn) {
    this.owners = owners;
    this.problems = problems;
    this.signIn = signIn;
  }

  Response at(
      AccountId account,
      String method,
      ResourceInfo route,
      UriInfo uri,
      HttpHeaders headers,
      Work work) {
    String body = method.equals("POST") ? "" : null;
    Response answer = owners.at(account, new Incoming(method, route, uri, headers, body), work);
    return answer.getEntity() instanceof Problem problem
        ? page(answer, problem, headers.getHeaderString(HttpHeaders.ACCEPT))
        : answer;
  }

  private Response page(Response answer, Problem problem, String accept) {
    ProblemResponses.Body body = problems.render(problem, accept);
    return Response.fromResponse(answer).type(body.mediaType()).entity(body.content()).build();
  }

  /** Who it is, for the audit. */
  String person(HttpServerRequest request) {
    return signIn.person(request).orElse(SOMEBODY);
  }

  /**
   * To a page of ours, by path alone: with an absolute address, a replica that answers for another
   * would lead the browser to an address that only replicas can reach.
   */
  static Response.ResponseBuilder seeOther(String path) {
    return Response.status(303).header(HttpHeaders.LOCATION, path);
  }
}
