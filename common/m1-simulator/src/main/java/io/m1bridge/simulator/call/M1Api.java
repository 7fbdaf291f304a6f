package io.m1bridge.simulator.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.m1bridge.simulator.account.AccountSettings;
import io.m1bridge.simulator.account.Accounts;
import io.m1bridge.simulator.account.CallLog;
import io.m1bridge.simulator.account.CallRecord;
import io.m1bridge.simulator.account.M1Account;
import io.m1bridge.simulator.behaviour.Behaviour;
import io.m1bridge.simulator.behaviour.BehaviourKnobs;
import io.m1bridge.simulator.behaviour.FailureBehaviour;
import io.m1bridge.simulator.behaviour.RequestBehaviour.OversizeForm;
import io.m1bridge.simulator.fault.FaultSpec;
import io.m1bridge.simulator.oauth.Grants;
import io.m1bridge.simulator.protocol.HttpReply;
import io.m1bridge.simulator.protocol.Json;
import io.m1bridge.simulator.protocol.M1Code;
import io.m1bridge.simulator.protocol.M1Refusal;
import io.m1bridge.simulator.protocol.Parameters;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes a call through token, plan, meter, fault, effect and answer, in this order: a call that a
 * fault spoils has been made all the same, so it is counted.
 */
public final class M1Api {
  private final Accounts accounts;
  private final Grants grants;
  private final BehaviourKnobs knobs;
  private final Clock clock;

  /** Wires. */
  public M1Api(Accounts accounts, Grants grants, BehaviourKnobs knobs, Clock clock) {
    this.accounts = accounts;
    this.grants = grants;
    this.knobs = knobs;
    this.clock = clock;
  }

  /** The account that a request is for, or null: for faults that are planned per account. */
  public @Nullable String accountOf(M1Request request) {
    return grants.accountOf(request.token(), clock.instant());
  }

  /**
   * Answers.
   *
   * @param fault what is to go wrong with this call, or null
   */
  public HttpReply handle(M1Request request, @Nullable FaultSpec fault) {
    Behaviour behaviour = knobs.get();
    M1Call call = M1Call.at(request.path());
    if (call == null) {
      return HttpReply.html(404, "<html><body><h1>404 Not Found</h1></body></html>");
    }
    if (!call.method().equals(request.method())) {
      return HttpReply.html(405, "<html><body><h1>405 Method Not Allowed</h1></body></html>");
    }
    Map<String, String> parameters = request.parameters();
    String token = request.token();
    if (request.formBytes() > behaviour.request().maxFormBytes()) {
      if (behaviour.request().oversizeForm() == OversizeForm.STATUS_413) {
        return HttpReply.html(
            413, "<html><body><h1>413 Request Entity Too Large</h1></body></html>");
      }
      if (behaviour.request().oversizeForm() == OversizeForm.NO_CODE) {
        return FailureAnswers.of(M1Code.NO_CODE, behaviour.failure());
      }
      parameters = request.query();
      token = parameters.get("token");
    }
    if (token == null) {
      return FailureAnswers.of(M1Code.E10103, behaviour.failure());
    }
    Instant now = clock.instant();
    String accountId = grants.accountOf(token, now);
    M1Account account = accountId == null ? null : accounts.find(accountId);
    if (account == null) {
      return FailureAnswers.of(M1Code.E10101, behaviour.failure());
    }
    return metered(
        call, request.path(), account, new Parameters(parameters), behaviour, fault, now);
  }

  private static HttpReply metered(
      M1Call call,
      String path,
      M1Account account,
      Parameters parameters,
      Behaviour behaviour,
      @Nullable FaultSpec fault,
      Instant now) {
    AccountSettings settings = account.settings();
    M1Call.Context context = new M1Call.Context(account, parameters, behaviour, now.toEpochMilli());
    Answered answered;
    if (settings.callsPerHour() == 0) {
      answered = refused(M1Code.E10102, behaviour);
    } else if (!account
        .calls()
        .admit(
            now,
            settings.callsPerHour(),
            settings.hour(),
            behaviour.request().refusedCallsCount())) {
      answered = refused(M1Code.E10104, behaviour);
    } else {
      answered = fault == null ? run(call, context) : spoiled(call, context, fault);
    }
    account.calls().record(new CallRecord(context.now(), path, answered.word(), parameters.rows()));
    return timed(answered, behaviour.failure(), now);
  }

  /** An answer and the word for it in the call log. */
  private record Answered(String word, HttpReply reply) {}

  private static HttpReply timed(Answered answered, FailureBehaviour failure, Instant now) {
    boolean told =
        answered.reply() instanceof HttpReply.Whole whole
            && (whole.status() == 429
                || whole.status() == 503
                || answered.word().equals(CallLog.refused(M1Code.E10104)));
    return told && answered.reply() instanceof HttpReply.Whole whole
        ? RetryAfter.on(whole, failure.retryAfter(), failure.retryAfterForm(), now)
        : answered.reply();
  }

  private static Answered run(M1Call call, M1Call.Context context) {
    try {
      ObjectNode answer = Json.object().put("success", true);
      JsonNode data = call.run(context);
      if (!data.isMissingNode()) {
        answer.set("data", data);
      }
      HttpReply.Whole json = HttpReply.json(200, Json.bytes(answer));
      String contentType =
          switch (context.behaviour().answers().contentType()) {
            case JSON -> json.contentType();
            case TEXT -> "text/plain;charset=UTF-8";
            case HTML -> "text/html;charset=UTF-8";
          };
      return new Answered(CallLog.OK, new HttpReply.Whole(200, contentType, json.body()));
    } catch (M1Refusal e) {
      return refused(e.code(), context.behaviour());
    }
  }

  private static Answered refused(M1Code code, Behaviour behaviour) {
    return new Answered(CallLog.refused(code), FailureAnswers.of(code, behaviour.failure()));
  }

  private static Answered spoiled(M1Call call, M1Call.Context context, FaultSpec fault) {
    String word = fault.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
    return switch (fault.kind()) {
      case DELAY -> run(call, context);
      case STATUS -> new Answered(word, Spoiling.status(fault));
      case REFUSE -> refused(fault.codeOrDefault(), context.behaviour());
      case RESET_BEFORE -> new Answered(word, new HttpReply.Reset());
      case RESET_AFTER, STATUS_AFTER, TRUNCATED, MALFORMED -> {
        Answered effect = run(call, context);
        String words = effect.word() + "+" + word;
        yield new Answered(words, Spoiling.after(fault, effect.reply()));
      }
    };
  }
}
