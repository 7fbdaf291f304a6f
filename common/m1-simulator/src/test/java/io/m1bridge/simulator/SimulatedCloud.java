package io.m1bridge.simulator;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.m1bridge.simulator.account.AccountSettings;
import io.m1bridge.simulator.account.HourKind;
import io.m1bridge.simulator.account.M1Account;
import io.m1bridge.simulator.account.Plan;
import io.m1bridge.simulator.behaviour.BehaviourKnobs;
import io.m1bridge.simulator.behaviour.ControlJson;
import io.m1bridge.simulator.call.M1Cloud;
import io.m1bridge.simulator.call.M1Request;
import io.m1bridge.simulator.clock.MovableClock;
import io.m1bridge.simulator.contact.ContactTruth;
import io.m1bridge.simulator.edm.CampaignInfo;
import io.m1bridge.simulator.edm.CampaignSpec;
import io.m1bridge.simulator.fault.FaultSpec;
import io.m1bridge.simulator.oauth.SecretsRecord;
import io.m1bridge.simulator.protocol.HttpReply;
import io.m1bridge.simulator.protocol.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;

/** A whole cloud with one account, without HTTP, on a clock that stands still until it is moved. */
public final class SimulatedCloud {
  public static final Instant START = Instant.parse("2026-03-01T00:30:00Z");
  private static final ObjectMapper CONTROL = ControlJson.configure(new ObjectMapper());

  public final M1Cloud cloud =
      new M1Cloud(
          new MovableClock(Clock.fixed(START, ZoneOffset.UTC)),
          new BehaviourKnobs(CONTROL),
          new Random(1),
          new SplittableRandom(1),
          SecretsRecord.NONE);
  private String token = "";

  public SimulatedCloud() {
    settings(Plan.DIAMOND, null, null, HourKind.SLIDING);
    newToken();
  }

  public void settings(Plan plan, Integer callLimit, Integer contactLimit, HourKind hour) {
    cloud
        .accounts()
        .put(
            "acme",
            new AccountSettings(
                "client", List.of("old", "new"), plan, callLimit, contactLimit, hour, null, null));
  }

  public void newToken() {
    token =
        cloud
            .grants()
            .issueWithoutConsent(
                "client", "acme", cloud.knobs().get().oauth(), cloud.clock().instant())
            .accessToken();
  }

  public M1Account account() {
    return cloud.accounts().find("acme");
  }

  public void behaviour(String patch) {
    cloud.knobs().patch(control(patch, JsonNode.class));
  }

  public void pass(Duration time) {
    cloud.clock().advance(time);
  }

  public long now() {
    return cloud.clock().millis();
  }

  public static <T> T control(String json, Class<T> type) {
    try {
      return CONTROL.readValue(json, type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public CampaignInfo campaign(String spec) {
    return account().campaigns().create(control(spec, CampaignSpec.class), now());
  }

  public HttpReply reply(String method, String path, Map<String, ?> parameters, FaultSpec fault) {
    Map<String, String> form = new HashMap<>();
    parameters.forEach((name, value) -> form.put(name, value.toString()));
    form.putIfAbsent("token", token);
    return cloud.api().handle(new M1Request(method, path, Map.of(), form, 0), fault);
  }

  public JsonNode get(String path, Map<String, ?> parameters) {
    return body(reply("GET", path, parameters, null));
  }

  public JsonNode post(String path, Map<String, ?> parameters) {
    return body(reply("POST", path, parameters, null));
  }

  /** Adds, and returns the code or {@code ok}. */
  public String add(int opType, String contacts) {
    return code(post("/contact/add", Map.of("opType", opType, "contacts", contacts)));
  }

  /** Edits, and returns the code or {@code ok}. */
  public String edit(String fields, String contacts) {
    return code(post("/contact/edit", Map.of("fields", fields, "contacts", contacts)));
  }

  public static String code(JsonNode answer) {
    return answer.path("success").asBoolean() ? "ok" : answer.path("data").path("code").asText();
  }

  public static JsonNode body(HttpReply reply) {
    try {
      return Json.MAPPER.readTree(((HttpReply.Whole) reply).body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every contact in the canonical form. */
  public JsonNode contacts() {
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (JsonGenerator json = Json.MAPPER.createGenerator(out)) {
        ContactTruth.of(account().contacts()).write(json);
      }
      return Json.MAPPER.readTree(out.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every engagement row. */
  public JsonNode engagement() {
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (JsonGenerator json = Json.MAPPER.createGenerator(out)) {
        account().campaigns().writeTruth(json, cloud.knobs().get(), now());
      }
      return Json.MAPPER.readTree(out.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
