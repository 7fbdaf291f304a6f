package io.m1bridge.contactsync.web;

import io.m1bridge.contactsync.view.QueueHistory.Minute;
import io.m1bridge.owner.web.AnsweredByOwner;
import io.m1bridge.ui.chart.Chart;
import io.m1bridge.ui.signin.UiProtected;
import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** The page of one account: how it is, and how its last hour was. */
@UiProtected
@Path("/accounts/{id}")
public class AccountPage {

  private static final int MINUTES = 60;

  private final StatusResource status;
  private final Template page;

  AccountPage(StatusResource status, @Location("account.html") Template page) {
    this.status = status;
    this.page = page;
  }

  /** Charts begin anew where the account has moved to another replica. */
  @GET
  @Blocking
  @AnsweredByOwner
  @Produces(MediaType.TEXT_HTML)
  @Operation(hidden = true)
  public TemplateInstance account(@PathParam("id") String id) {
    Map<Instant, Minute> known = new HashMap<>();
    status.lastHour(id).forEach(minute -> known.put(minute.from(), minute));
    List<Instant> hour = hour(known.keySet());
    return page.data("account", status.queue(id))
        .data(
            "waiting",
            new Chart(
                "Contacts that wait for a call",
                hour,
                List.of(
                    series("to add", hour, known, Minute::add),
                    series("to edit", hour, known, Minute::edit),
                    series("to delete", hour, known, Minute::delete))))
        .data(
            "calls",
            new Chart(
                "Calls per minute", hour, List.of(series("calls", hour, known, Minute::calls))));
  }

  /** All of it, also where less is known: the axis does not stretch a single minute. */
  private static List<Instant> hour(Collection<Instant> known) {
    return known.stream()
        .max(Comparator.naturalOrder())
        .map(
            last ->
                IntStream.rangeClosed(-MINUTES, 0)
                    .mapToObj(back -> last.plus(Duration.ofMinutes(back)))
                    .toList())
        .orElse(List.of());
  }

  private static Chart.Series series(
      String name,
      List<Instant> hour,
      Map<Instant, Minute> known,
      Function<Minute, @Nullable Number> value) {
    return new Chart.Series(
        name,
        hour.stream()
            .map(known::get)
            .<@Nullable Number>map(minute -> minute == null ? null : value.apply(minute))
            .toList());
  }
}
