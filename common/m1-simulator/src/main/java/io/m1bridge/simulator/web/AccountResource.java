package io.m1bridge.simulator.web;

import com.fasterxml.jackson.core.JsonGenerator;
import io.m1bridge.simulator.account.AccountSettings;
import io.m1bridge.simulator.account.CallRecord;
import io.m1bridge.simulator.account.CallSummary;
import io.m1bridge.simulator.account.M1Account;
import io.m1bridge.simulator.behaviour.Behaviour;
import io.m1bridge.simulator.call.M1Cloud;
import io.m1bridge.simulator.contact.ContactTruth;
import io.m1bridge.simulator.edm.CampaignInfo;
import io.m1bridge.simulator.edm.CampaignSpec;
import io.m1bridge.simulator.edm.CampaignTrouble;
import io.m1bridge.simulator.oauth.TokenCounts;
import io.m1bridge.simulator.oauth.TokenOutcome;
import io.m1bridge.simulator.protocol.Json;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.List;
import org.jboss.resteasy.reactive.RestQuery;

/** The control API for single accounts: sets them up and tells the truth about them. */
@Path("/_sim/accounts")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class AccountResource {
  private final M1Cloud cloud;

  AccountResource(M1Cloud cloud) {
    this.cloud = cloud;
  }

  /**
   * A token pair made without a consent.
   *
   * @param expiresAt epoch ms
   */
  public record IssuedTokens(String accessToken, String refreshToken, long expiresAt) {
    /** Redacted. */
    @Override
    public String toString() {
      return "IssuedTokens[…]";
    }
  }

  /** All accounts. */
  @GET
  public List<AccountInfo> list() {
    return cloud.accounts().all().stream().map(AccountInfo::of).toList();
  }

  /** One account. */
  @GET
  @Path("/{id}")
  public AccountInfo get(String id) {
    return AccountInfo.of(account(id));
  }

  /** Makes an account, or changes its settings and keeps its data. */
  @PUT
  @Path("/{id}")
  public AccountInfo put(String id, AccountSettings settings) {
    return AccountInfo.of(cloud.accounts().put(id, settings));
  }

  /** Every contact, in one form, in one answer. */
  @GET
  @Path("/{id}/contacts")
  public StreamingOutput contacts(String id) {
    ContactTruth truth = ContactTruth.of(account(id).contacts());
    return out -> {
      try (JsonGenerator json = Json.MAPPER.createGenerator(out)) {
        truth.write(json);
      }
    };
  }

  /** Contacts by ascending id, one JSON object per line: all, or a page of them. */
  @GET
  @Path("/{id}/contacts.ndjson")
  @Produces("application/x-ndjson")
  public StreamingOutput contactLines(
      String id,
      @RestQuery @DefaultValue("0") long after,
      @RestQuery @DefaultValue("2147483647") int limit) {
    ContactTruth truth = ContactTruth.of(account(id).contacts());
    return out -> {
      try (JsonGenerator json = Json.MAPPER.createGenerator(out)) {
        truth.writeLines(json, after, limit);
      }
    };
  }

  /** The calls of the last two hours, oldest first. */
  @GET
  @Path("/{id}/calls")
  public List<CallRecord> calls(String id) {
    return account(id).calls().recent();
  }

  /** Sums over all calls. */
  @GET
  @Path("/{id}/calls/summary")
  public CallSummary summary(String id) {
    M1Account account = account(id);
    return account.calls().summary(account.settings().callsPerHour());
  }

  /** Makes a campaign that lives from now on. */
  @POST
  @Path("/{id}/campaigns")
  public CampaignInfo campaign(String id, CampaignSpec spec) {
    return account(id).campaigns().create(spec, now());
  }

  /** The campaigns, oldest first. */
  @GET
  @Path("/{id}/campaigns")
  public List<CampaignInfo> campaigns(String id) {
    return account(id).campaigns().list(now(), cloud.knobs().get().edm().sentRows());
  }

  /** Changes what is wrong with a campaign; an empty object: nothing. */
  @PUT
  @Path("/{id}/campaigns/{campaign}/trouble")
  public CampaignInfo trouble(String id, long campaign, CampaignTrouble trouble) {
    CampaignInfo changed = account(id).campaigns().trouble(campaign, trouble, now());
    if (changed == null) {
      throw new NotFoundException("no such campaign");
    }
    return changed;
  }

  /** Every engagement row that exists, visible or not. */
  @GET
  @Path("/{id}/engagement")
  public StreamingOutput engagement(String id) {
    M1Account account = account(id);
    Behaviour behaviour = cloud.knobs().get();
    return out -> {
      try (JsonGenerator json = Json.MAPPER.createGenerator(out)) {
        account.campaigns().writeTruth(json, behaviour, now());
      }
    };
  }

  /** Sums over grants and tokens. */
  @GET
  @Path("/{id}/tokens")
  public TokenCounts tokens(String id) {
    return cloud.grants().counts(account(id).id(), cloud.clock().instant());
  }

  /** Makes a pair without a consent, for tests and measurements that are not about OAuth2. */
  @POST
  @Path("/{id}/tokens/issue")
  @Consumes(MediaType.WILDCARD)
  public IssuedTokens issue(String id) {
    M1Account account = account(id);
    TokenOutcome.Issued issued =
        cloud
            .grants()
            .issueWithoutConsent(
                account.settings().clientId(),
                account.id(),
                cloud.knobs().get().oauth(),
                cloud.clock().instant());
    return new IssuedTokens(
        issued.accessToken(), issued.refreshToken(), issued.expiresAt().toEpochMilli());
  }

  /** Access tokens expire now. */
  @POST
  @Path("/{id}/tokens/expire-access")
  @Consumes(MediaType.WILDCARD)
  public TokenCounts expireAccess(String id) {
    cloud.grants().expireAccess(account(id).id());
    return tokens(id);
  }

  /** All grants die. */
  @POST
  @Path("/{id}/tokens/revoke")
  @Consumes(MediaType.WILDCARD)
  public TokenCounts revoke(String id) {
    cloud.grants().revoke(account(id).id());
    return tokens(id);
  }

  private M1Account account(String id) {
    M1Account account = cloud.accounts().find(id);
    if (account == null) {
      throw new NotFoundException("no such account");
    }
    return account;
  }

  private long now() {
    return cloud.clock().millis();
  }
}
