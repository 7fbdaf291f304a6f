package io.m1bridge.simulator.web;

import io.m1bridge.simulator.call.M1Cloud;
import io.m1bridge.simulator.oauth.AuthorizeOutcome;
import io.m1bridge.simulator.oauth.AuthorizeRequest;
import io.m1bridge.simulator.oauth.TokenAnswers;
import io.m1bridge.simulator.protocol.HttpReply;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Objects;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The consent page: {@code GET} shows it, {@code POST} decides. */
@Path("/authorize")
@Blocking
public class ConsentResource {
  private final M1Cloud cloud;

  ConsentResource(M1Cloud cloud) {
    this.cloud = cloud;
  }

  /** Pages. */
  @CheckedTemplate
  static class Templates {
    private Templates() {}

    static native TemplateInstance consent(
        String clientId, String redirectUri, String state, List<String> accountIds);
  }

  /** The page with its forms, or the page's failure form. */
  @GET
  public Response ask(
      @RestQuery("client_id") @Nullable String clientId,
      @RestQuery("redirect_uri") @Nullable String redirectUri,
      @RestQuery("response_type") @Nullable String responseType,
      @RestQuery @Nullable String state) {
    return answer(new AuthorizeRequest(clientId, redirectUri, responseType, state), null);
  }

  /** The decision of the user. */
  @POST
  public Response decide(
      @RestForm("client_id") @Nullable String clientId,
      @RestForm("redirect_uri") @Nullable String redirectUri,
      @RestForm("response_type") @Nullable String responseType,
      @RestForm @Nullable String state,
      @RestForm @Nullable String account,
      @RestForm @Nullable String decision) {
    AuthorizeRequest request =
        new AuthorizeRequest(
            clientId, redirectUri, responseType, state == null || state.isEmpty() ? null : state);
    return answer(request, cloud.oauth().decide(request, account, "allow".equals(decision)));
  }

  private Response answer(AuthorizeRequest request, @Nullable AuthorizeOutcome decided) {
    AuthorizeOutcome outcome = decided == null ? cloud.oauth().ask(request) : decided;
    if (outcome instanceof AuthorizeOutcome.Ask ask) {
      String page =
          Templates.consent(
                  Objects.requireNonNullElse(request.clientId(), ""),
                  Objects.requireNonNullElse(request.redirectUri(), ""),
                  Objects.requireNonNullElse(request.state(), ""),
                  ask.accountIds())
              .render();
      return Response.ok(page, MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
          .header("Cache-Control", "no-store")
          .build();
    }
    if (outcome instanceof AuthorizeOutcome.Redirect redirect) {
      return Response.status(Response.Status.FOUND)
          .header("Location", redirect.location())
          .header("Cache-Control", "no-store")
          .build();
    }
    AuthorizeOutcome.Refused refused = (AuthorizeOutcome.Refused) outcome;
    HttpReply.Whole reply = TokenAnswers.failure(400, refused.error(), refused.description());
    return Response.status(reply.status())
        .header("Content-Type", reply.contentType())
        .entity(reply.body())
        .build();
  }
}
