package io.m1bridge.ui;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.m1bridge.ui.chart.Chart;
import io.m1bridge.ui.problem.Problem;
import io.m1bridge.ui.signin.UiOperator;
import io.m1bridge.ui.signin.UiProtected;
import io.m1bridge.ui.signin.UiSignIn;
import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateInstance;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.ServiceUnavailableException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A service as small as it can be: pages, and REST beside them. */
@Path("/")
public class SampleResource {

  public record Row(
      String id,
      String account,
      String kind,
      String state,
      String operation,
      int attempts,
      @Nullable String reason) {}

  public record Sample(
      int changes,
      @Nullable Instant unknown,
      Instant at,
      List<Row> rows,
      Chart calls,
      List<Integer> trend) {}

  public record Order(@JsonProperty(required = true) String name, int count, List<Integer> sizes) {}

  @Inject
  @Location("sample.html")
  Template page;

  @Inject UiSignIn signIn;

  @GET
  @Produces(MediaType.TEXT_HTML)
  public TemplateInstance home() {
    return page.data("sample", sample());
  }

  @GET
  @Path("ui/sample")
  @Produces(MediaType.TEXT_HTML)
  public TemplateInstance sub() {
    return home();
  }

  @POST
  @Path("ui/pause")
  public String pause() {
    return "paused";
  }

  @POST
  @Path("elsewhere/act")
  @UiProtected
  @UiOperator
  public String act() {
    return "done";
  }

  @GET
  @Path("elsewhere")
  @UiProtected
  @Produces({MediaType.TEXT_PLAIN, MediaType.TEXT_HTML})
  public String elsewhere() {
    return "guarded by name";
  }

  @GET
  @Path("elsewhere/person")
  @UiProtected
  public String person(@Context HttpServerRequest request) {
    return signIn.person(request).orElse("somebody");
  }

  @GET
  @Path("v1/open")
  public String open() {
    return "open";
  }

  @POST
  @Path("v1/orders")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  public Order order(Order order) {
    return order;
  }

  @GET
  @Path("v1/refuses")
  public String refuses() {
    throw Problem.of(409, "account-not-connected", "The account is not connected")
        .withDetail("Account east has no grant.")
        .withAdvice("Connect it on token-service's page.")
        .toException();
  }

  @GET
  @Path("v1/refuses-later")
  public CompletionStage<String> refusesLater() {
    return CompletableFuture.supplyAsync(this::refuses).thenApply(String::strip);
  }

  @GET
  @Path("v1/breaks")
  public String breaks() {
    throw new IllegalStateException("internal detail");
  }

  @GET
  @Path("v1/moves")
  public String moves() {
    throw new ServiceUnavailableException(7L);
  }

  private static Sample sample() {
    Instant at = Instant.now().minusSeconds(200);
    return new Sample(
        10_000,
        null,
        at,
        List.of(
            new Row("c-10482", "华东大区", "ok", "Applied", "edit", 1, null),
            new Row("c-10481", "华东大区", "info", "In flight", "add", 1, null),
            new Row(
                "c-10477",
                "partner",
                "warn",
                "Parked",
                "add",
                2,
                "Email belongs to another contact; the first keeps it."),
            new Row("c-10470", "partner", "bad", "Rejected", "edit", 3, "M1 E10201: 手机号码格式不正确"),
            new Row("c-10468", "华东大区", "idle", "Unchanged", "none", 0, null)),
        calls(at),
        List.of(3, 5, 4, 9, 14, 11, 8, 9, 4, 2, 3, 7));
  }

  private static Chart calls(Instant end) {
    List<Instant> times =
        IntStream.range(0, 90).mapToObj(minute -> end.minusSeconds(60L * (90 - minute))).toList();
    return new Chart(
        "Calls to M1 per minute",
        times,
        List.of(
            new Chart.Series("add", wave(times.size(), 9, 11)),
            new Chart.Series("edit", wave(times.size(), 6, 17)),
            new Chart.Series("delete", wave(times.size(), 2, 29))));
  }

  private static List<@Nullable Number> wave(int points, double height, double period) {
    return IntStream.range(0, points)
        .<@Nullable Number>mapToObj(
            i -> i > 40 && i < 46 ? null : Math.round(height * (1.2 + Math.sin(i / period * 6))))
        .collect(Collectors.toCollection(ArrayList::new));
  }
}
