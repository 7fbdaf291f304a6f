package io.m1bridge.simulator.call;

import io.m1bridge.simulator.account.Accounts;
import io.m1bridge.simulator.account.M1Account;
import io.m1bridge.simulator.behaviour.BehaviourKnobs;
import io.m1bridge.simulator.clock.MovableClock;
import io.m1bridge.simulator.fault.FaultPlan;
import io.m1bridge.simulator.oauth.Grants;
import io.m1bridge.simulator.oauth.OAuthServer;
import io.m1bridge.simulator.oauth.SecretsRecord;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The whole of the imitation, without HTTP: read this first. */
public final class M1Cloud {
  private final Accounts accounts;
  private final BehaviourKnobs knobs;
  private final MovableClock clock;
  private final FaultPlan faults;
  private final Grants grants;
  private final OAuthServer oauth;
  private final M1Api api;
  private final TokenApi tokens;

  /**
   * @param clock what M1 takes for the time
   * @param secrets makes codes and tokens
   * @param chance decides about faults that have a probability
   * @param record told codes, tokens and client secrets
   */
  public M1Cloud(
      MovableClock clock,
      BehaviourKnobs knobs,
      RandomGenerator secrets,
      RandomGenerator chance,
      SecretsRecord record) {
    this.accounts = new Accounts(secret -> record.note("client-secret", secret));
    this.clock = clock;
    this.knobs = knobs;
    this.faults = new FaultPlan(chance, clock);
    this.grants = new Grants(secrets, record);
    this.oauth = new OAuthServer(accounts, grants, knobs, clock);
    this.api = new M1Api(accounts, grants, knobs, clock);
    this.tokens = new TokenApi(oauth, knobs, clock);
  }

  /** Forgets every account, grant, fault and change of behaviour. */
  public void reset() {
    faults.clear();
    grants.clear();
    accounts.clear();
    knobs.reset();
    tokens.reset();
    clock.reset();
  }

  /** All accounts. */
  public Accounts accounts() {
    return accounts;
  }

  /** The knobs. */
  public BehaviourKnobs knobs() {
    return knobs;
  }

  /** M1's clock. */
  public MovableClock clock() {
    return clock;
  }

  /** Faults to come. */
  public FaultPlan faults() {
    return faults;
  }

  /** Codes and tokens. */
  public Grants grants() {
    return grants;
  }

  /** Consent. */
  public OAuthServer oauth() {
    return oauth;
  }

  /**
   * Whose call it is: by its access token, and a token call by its client, where that has a single
   * account. Null if that tells nothing.
   */
  public @Nullable String accountOf(M1Request request) {
    String byToken = api.accountOf(request);
    if (byToken != null) {
      return byToken;
    }
    String client = request.parameters().get("client_id");
    if (client == null) {
      return null;
    }
    List<M1Account> own = accounts.ofClient(client);
    return own.size() == 1 ? own.get(0).id() : null;
  }

  /** Calls below the API base. */
  public M1Api api() {
    return api;
  }

  /** The token call. */
  public TokenApi tokens() {
    return tokens;
  }
}
