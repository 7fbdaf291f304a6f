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
import java.util.List;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** The page of one account: how it is, and how its last hour was. */
@UiProtected
@Path("/accounts/{id}")
public class AccountPage {

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
    List<Minute> hour = status.lastHour(id);
    return page.data("account", status.queue(id))
        .data(
            "waiting",
            chart(
                "Contacts that wait for a call",
                hour,
                series("to add", hour, Minute::add),
                series("to edit", hour, Minute::edit),
                series("to delete", hour, Minute::delete)))
        .data("calls", chart("Calls per minute", hour, series("calls", hour, Minute::calls)));
  }

  private static Chart chart(String title, List<Minute> hour, Chart.Series... series) {
    return new Chart(title, hour.stream().map(Minute::from).toList(), List.of(series));
  }

  private static Chart.Series series(
      String name, List<Minute> hour, Function<Minute, @Nullable Number> value) {
    return new Chart.Series(name, hour.stream().<@Nullable Number>map(value::apply).toList());
  }
}
