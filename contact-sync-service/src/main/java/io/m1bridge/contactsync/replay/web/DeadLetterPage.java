package io.m1bridge.contactsync.replay.web;

import io.m1bridge.owner.web.Caller;
import io.m1bridge.ui.signin.UiProtected;
import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** The page of an account's dead letters. */
@Path("/accounts/{id}/dead-letters")
@UiProtected
@Blocking
@Produces(MediaType.TEXT_HTML)
public class DeadLetterPage {

  private static final int ROWS = 50;

  private final DeadLetterResource letters;
  private final Caller caller;
  private final Template page;

  DeadLetterPage(
      DeadLetterResource letters, Caller caller, @Location("dead-letters.html") Template page) {
    this.letters = letters;
    this.caller = caller;
    this.page = page;
  }

  /** What the form asks for, and what its links lead on with. */
  public record Asked(String reason, String from, String to, boolean ofNobody) {

    /** The same, as an address has it. */
    public String parameters() {
      return "reason="
          + encoded(reason)
          + "&from="
          + encoded(from)
          + "&to="
          + encoded(to)
          + (ofNobody ? "&ofNobody=true" : "");
    }

    /** The same of one reason. */
    public String of(String code) {
      return new Asked(code, from, to, ofNobody).parameters();
    }

    /** The same of those of which nobody can tell the account. */
    public String toOfNobody() {
      return new Asked(reason, from, to, true).parameters();
    }

    /** Whether anything is left out. */
    public boolean isFiltered() {
      return !(reason + from + to).isBlank();
    }

    private static String encoded(String value) {
      return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
  }

  /**
   * Fifty letters.
   *
   * @param counted whether the letters behind them are counted, too: somebody has to ask for it,
   *     since it reads as far back as one look may
   */
  @GET
  @Operation(hidden = true)
  public TemplateInstance list(
      @PathParam("id") String id,
      @QueryParam("reason") @DefaultValue("") String reason,
      @QueryParam("from") @DefaultValue("") String from,
      @QueryParam("to") @DefaultValue("") String to,
      @QueryParam("before") @DefaultValue("") String before,
      @QueryParam("ofNobody") @DefaultValue("false") boolean ofNobody,
      @QueryParam("counted") @DefaultValue("false") boolean counted,
      @Context HttpServerRequest request) {
    boolean first = before.isEmpty();
    LettersView list = letters.list(id, reason, from, to, before, ROWS, counted, ofNobody);
    Asked asked = new Asked(reason, from, to, ofNobody);
    @Nullable String next =
        list.next() == null ? null : asked.parameters() + "&before=" + list.next();
    return page.data("list", list)
        .data("asked", asked)
        .data("first", first)
        .data("operator", caller.isOperator(request))
        .data("next", next);
  }
}
