package io.m1bridge.edm.web;

import io.m1bridge.edm.replay.DeadLetters;
import io.m1bridge.edm.replay.LetterFilter;
import io.m1bridge.edm.replay.LetterPage;
import io.m1bridge.m1.AccountId;
import io.m1bridge.ui.problem.Problem;
import io.m1bridge.ui.problem.ProblemException;
import io.m1bridge.ui.signin.UiProtected;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.regex.Pattern;
import org.apache.kafka.common.KafkaException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Dead letters are listed. They stand in a topic, which any replica reads. */
@Path("/v1/accounts/{id}/dead-letters")
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
@Blocking
@UiProtected
public class DeadLetterResource {

  private static final int MOST = 1_000;
  private static final Pattern PLACE = Pattern.compile("\\d{1,18}");

  private final DeadLetters letters;

  DeadLetterResource(DeadLetters letters) {
    this.letters = letters;
  }

  /**
   * A part of the list.
   *
   * @param before where another answer has ended; empty for the newest
   * @param limit 1 to 1,000
   * @param counted whether those that were looked at are counted by reason
   */
  @GET
  @Operation(
      summary = "Dead letters of an account, the newest first: when, why, what to do, where",
      description =
          "Rows of M1 that could not become events. Reads edm.dead-letters from its end backwards:"
              + " at most 20,000 records for one answer. looked and lookedBackTo tell how far that"
              + " was, whole whether it was all; next is to be given as before. reason is a code,"
              + " from and to are times such as 2026-11-27T08:00:00Z. counted=true tells how many"
              + " there are for which reason. A letter has nothing of its row; readable tells"
              + " whether this version can read it.")
  @APIResponse(
      responseCode = "200",
      description = "A part of the list",
      content = @Content(schema = @Schema(implementation = LetterPage.class)))
  @APIResponse(responseCode = "400", description = "A parameter is not what it has to be")
  @APIResponse(responseCode = "404", description = "No account can have this id")
  @APIResponse(responseCode = "429", description = "Others look through dead letters just now")
  @APIResponse(responseCode = "503", description = "Kafka does not answer")
  public LetterPage list(
      @PathParam("id") String id,
      @QueryParam("reason") @DefaultValue("") String reason,
      @QueryParam("from") @DefaultValue("") String from,
      @QueryParam("to") @DefaultValue("") String to,
      @QueryParam("before") @DefaultValue("") String before,
      @QueryParam("limit") @DefaultValue("100") int limit,
      @QueryParam("counted") @DefaultValue("false") boolean counted) {
    AccountId account = Letters.account(id);
    if (limit < 1 || limit > MOST) {
      throw Problem.of(400, "limit", "limit must be 1 to " + MOST).toException();
    }
    LetterFilter filter = Letters.filter(reason, from, to);
    return look(account, filter, limit, counted, place(before));
  }

  private static @Nullable Long place(String before) {
    if (before.isEmpty()) {
      return null;
    }
    if (!PLACE.matcher(before).matches()) {
      throw Problem.of(400, "before", "before is none that an answer gave as next").toException();
    }
    return Long.valueOf(before);
  }

  private LetterPage look(
      AccountId account, LetterFilter filter, int limit, boolean counted, @Nullable Long before) {
    try {
      return letters
          .look(account, filter, limit, counted, before)
          .orElseThrow(DeadLetterResource::busy);
    } catch (KafkaException e) {
      throw Problem.of(503, "kafka-not-answering", "The dead letters cannot be read now")
          .withDetail("Kafka: " + e.getClass().getSimpleName())
          .withAdvice("Ask again in a minute; the log and deploy/kafka/acls say more")
          .toException();
    }
  }

  private static ProblemException busy() {
    return Problem.of(429, "letters-busy", "Others look through the dead letters just now")
        .withAdvice("Ask again in a few seconds")
        .toException();
  }
}
