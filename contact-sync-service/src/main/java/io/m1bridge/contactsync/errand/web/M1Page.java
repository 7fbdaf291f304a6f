package io.m1bridge.contactsync.errand.web;

import io.m1bridge.m1.AccountId;
import io.m1bridge.owner.web.Question;
import io.m1bridge.ui.signin.UiProtected;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** The page of what an account has at M1. Nothing is asked before a person asks for it. */
@Path("/accounts/{id}/m1")
@UiProtected
@Blocking
@Produces(MediaType.TEXT_HTML)
public class M1Page {

  private final M1Pages pages;
  private final Views views;

  M1Page(M1Pages pages, Views views) {
    this.pages = pages;
    this.views = views;
  }

  /**
   * One list, or none.
   *
   * @param before rows of the pages before this one: M1 may give fewer on each than it was asked
   *     for
   * @param show {@code fields}, {@code groups}, {@code tags} or {@code properties}
   */
  @GET
  @Operation(hidden = true)
  public Response lists(
      @PathParam("id") String id,
      @QueryParam("show") @DefaultValue("") String show,
      @QueryParam("page") @DefaultValue("1") int number,
      @QueryParam("shown") @DefaultValue("0") long before,
      @QueryParam("search") @DefaultValue("") String search,
      @Context UriInfo uri,
      @Context HttpHeaders headers,
      @Context HttpServerRequest request) {
    M1Resource.mustBePage(number);
    Question question = Question.get(uri, headers).patient();
    return pages.answer(
        id,
        question,
        request,
        (asking, account, empty) -> {
          ListAtM1<?> list = list(asking, account, show, number, search);
          int received = list == null ? 0 : list.rows().size() + list.damaged();
          long shown = before + received;
          boolean more = list != null && ListAtM1.isMore(received, shown, list.total());
          return empty
              .data("show", list == null ? "" : show)
              .data("list", list)
              .data("search", search)
              .data(
                  "next",
                  more && isPaged(show) ? link(account, show, number + 1, shown, search) : null);
        });
  }

  private static boolean isPaged(String show) {
    return show.equals("groups") || show.equals("tags");
  }

  private static String link(
      AccountId account, String show, int number, long shown, String search) {
    return "/accounts/%s/m1?show=%s&page=%d&shown=%d&search=%s"
        .formatted(account, show, number, shown, URLEncoder.encode(search, StandardCharsets.UTF_8));
  }

  private @Nullable ListAtM1<?> list(
      AtM1.Asking asking, AccountId account, String show, int number, String search) {
    return switch (show) {
      case "fields" -> views.fields(asking);
      case "groups" -> views.groups(asking, account, number, search);
      case "tags" -> views.tags(asking, number, search);
      case "properties" -> views.properties(asking);
      default -> null;
    };
  }
}
