package io.m1bridge.token.api;

import io.m1bridge.m1.AccountId;
import io.m1bridge.token.caller.Action;
import io.m1bridge.token.caller.Callers;
import io.m1bridge.token.log.FencedLog;
import io.m1bridge.token.rotation.KeyUse;
import io.m1bridge.token.secret.Keyset;
import io.m1bridge.ui.problem.Problem;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** How far a key rotation has come; ids and numbers, never a key. */
@Path("/v1/keys")
@Authenticated
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
@Blocking
public class KeysResource {

  private final FencedLog log;
  private final Keyset keyset;
  private final Callers callers;
  private final JsonWebToken jwt;

  KeysResource(FencedLog log, Keyset keyset, Callers callers, JsonWebToken jwt) {
    this.log = log;
    this.keyset = keyset;
    this.callers = callers;
    this.jwt = jwt;
  }

  @GET
  @Operation(
      summary = "Keys that protect the accounts, and how many records each; needs admin",
      description =
          "Roles: older (its records are being encrypted again), primary, newer (added, not promoted"
              + " yet), missing (needed, but not in the keyset).")
  public Keys keys() {
    callers.require(jwt.getSubject(), Action.ADMIN);
    KeyUse use = KeyUse.of(keyset, log.view());
    return new Keys(
        use.primary().toString(), use.keys().stream().map(this::view).toList(), use.remaining());
  }

  private Key view(KeyUse.Key key) {
    return new Key(
        key.id().toString(),
        key.role().name().toLowerCase(Locale.ROOT),
        key.records(),
        key.mayBeTakenOut(),
        key.role() == KeyUse.Role.MISSING
            ? log.view().sealedBy(key.id()).stream().map(AccountId::value).toList()
            : List.of());
  }

  /**
   * All keys.
   *
   * @param primary id of the key that encrypts
   * @param remaining records that are not under it
   */
  public record Keys(String primary, List<Key> keys, int remaining) {}

  /**
   * One key.
   *
   * @param mayBeTakenOut nothing would be lost without it
   * @param accounts that cannot be read, where the key is missing
   */
  public record Key(
      String id, String role, int records, boolean mayBeTakenOut, List<String> accounts) {}
}
