package io.m1bridge.token.page;

import io.m1bridge.m1.AccountId;
import io.m1bridge.token.log.FencedLog;
import io.m1bridge.token.permit.PermitDesk;
import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** {@code GET /}: every account and how it is. */
@Path("/")
public class AccountsPage {

  private final FencedLog log;
  private final PermitDesk permits;
  private final Template page;

  AccountsPage(FencedLog log, PermitDesk permits, @Location("accounts.html") Template page) {
    this.log = log;
    this.permits = permits;
    this.page = page;
  }

  @GET
  @Produces(MediaType.TEXT_HTML)
  @Blocking
  @Operation(hidden = true)
  public TemplateInstance all() {
    List<AccountRow> accounts =
        log.view().accounts().stream()
            .map(
                account ->
                    AccountRow.of(
                        account, log.owns(account.id()) ? permits.lastHour(account.id()) : null))
            .toList();
    return page.data("accounts", accounts)
        .data("damaged", log.view().damaged().stream().map(AccountId::value).sorted().toList())
        .data("loaded", log.isLoaded());
  }
}
