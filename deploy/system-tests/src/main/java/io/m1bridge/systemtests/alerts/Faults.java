package io.m1bridge.systemtests.alerts;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.contracts.AccountPartitioner;
import io.m1bridge.contracts.Topics;
import io.m1bridge.process.http.JsonHttp;
import io.m1bridge.systemtests.Await;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * All faults, in an order in which none brings about the alert of a later one: those of one account
 * first.
 */
final class Faults {

  /** Alerts that are not brought about, and why. */
  static final Map<String, String> NOT_TRIED =
      Map.of(
          "M1BridgeEngagementEventsLost",
          "rows have to have left the ledger, a week after a campaign's last full read: see"
              + " LedgerRestoreTest");

  private static final Duration SOON = Duration.ofMinutes(4);
  private static final Duration LATER = Duration.ofMinutes(8);

  /** Two readings of M1's list lie ten minutes apart. */
  private static final Duration TWO_READINGS = Duration.ofMinutes(14);

  private static final int CONTACTS = 40;

  /** As many contacts as an account may have that is to be full. */
  private static final int ROOM = 20;

  private static final int TOKEN_STATE_PARTITIONS = 24;

  static final List<Fault> ALL =
      List.of(
          new Fault(
              "somebody deletes a contact in M1",
              Set.of("M1BridgeContactsDiffer"),
              TWO_READINGS,
              false,
              Faults::deleteInM1),
          new Fault(
              "M1 changes the rows of a campaign",
              Set.of("M1BridgeEngagementRowsChanged"),
              LATER,
              false,
              (bridge, crm) ->
                  campaign(
                      bridge,
                      "masked",
                      "{\"recipients\":400,\"duration\":\"PT40S\",\"maskedShare\":1}")),
          new Fault(
              "half of the contacts are deleted",
              Set.of("M1BridgeDeletesHeld"),
              SOON,
              true,
              (bridge, crm) -> crm.delete("deletes", CONTACTS / 2)),
          new Fault(
              "a bug of contact-sync",
              Set.of("M1BridgeInternalError"),
              SOON,
              true,
              (bridge, crm) -> crm.upsert("bug", 1)),
          new Fault(
              "M1 refuses all calls about contacts of an account",
              Set.of("M1BridgeAccountsTroubled"),
              SOON,
              true,
              (bridge, crm) -> {
                refuse(bridge, "refused", "/contact/*", "E10001");
                crm.upsert("refused", 3);
              }),
          new Fault(
              "M1 takes no more contacts",
              Set.of("M1BridgeContactLimitNear"),
              LATER,
              false,
              (bridge, crm) -> crm.upsert("full", CONTACTS)),
          new Fault(
              "M1 refuses all calls about campaigns of an account",
              Set.of("M1BridgeEngagementAccountsFailing", "M1BridgeEngagementCampaignsOverdue"),
              LATER,
              false,
              (bridge, crm) -> refuse(bridge, "mute", "/edm/*", "E10001")),
          new Fault(
              "an account with many campaigns and few calls",
              Set.of("M1BridgeEngagementCallsShort"),
              LATER,
              false,
              (bridge, crm) -> {
                bridge.connect("poor", 60, Map.of());
                for (int i = 0; i < 20; i++) {
                  campaign(bridge, "poor", "{\"recipients\":500,\"duration\":\"PT10M\"}");
                }
              }),
          new Fault(
              "a record of an account is damaged",
              Set.of("M1BridgeAccountsUnreadable"),
              SOON,
              true,
              (bridge, crm) -> damagedRecord(bridge)),
          new Fault(
              "M1 revokes a grant",
              Set.of("M1BridgeAccountsNeedPerson"),
              LATER,
              true,
              (bridge, crm) -> {
                bridge.m1().send("POST", "/accounts/revoked/tokens/revoke", "");
                bridge.m1().send("POST", "/accounts/revoked/tokens/expire-access", "");
              }),
          new Fault(
              "a gateway answers in place of M1's token endpoint",
              Set.of("M1BridgeRefreshBraked", "M1BridgeTokensExpired"),
              LATER,
              true,
              (bridge, crm) -> {
                bridge.m1().send("PATCH", "/behaviour", oauth("accessTokenLife", "PT90S"));
                bridge.connect("brief", 4_000, Map.of());
                bridge.m1().send("PATCH", "/behaviour", oauth("gateway", Map.of("answer", "html")));
              }),
          new Fault(
              "no replica of edm-event is left",
              Set.of("M1BridgeServiceMissing"),
              SOON,
              true,
              (bridge, crm) -> bridge.process(Bridge.EDM_EVENT).sigkill()));

  private Faults() {}

  /** What has to be there before: accounts, contacts and campaigns that are all right. */
  static void prepare(Bridge bridge, CrmChanges crm) throws Exception {
    for (String account :
        List.of("calm", "drift", "masked", "deletes", "bug", "refused", "mute", "revoked")) {
      bridge.connect(account, 4_000, Map.of());
    }
    bridge.connect("full", 4_000, Map.of("plan", "gold", "contactLimit", ROOM));
    for (String account : List.of("calm", "drift", "deletes")) {
      crm.upsert(account, CONTACTS);
    }
    crm.upsert("full", ROOM);
    crm.nonsense();
    for (String account : List.of("calm", "mute")) {
      campaign(bridge, account, "{\"recipients\":200,\"duration\":\"PT1M\"}");
    }
    for (String account : List.of("calm", "drift", "deletes")) {
      awaitContacts(bridge, account, CONTACTS);
    }
    awaitContacts(bridge, "full", ROOM);
  }

  private static void awaitContacts(Bridge bridge, String account, int contacts)
      throws InterruptedException {
    Await.needs(
        contacts + " contacts of " + account + " at M1",
        SOON,
        () -> bridge.m1().get("/accounts/" + account + "/contacts").size() == contacts);
  }

  private static Map<String, Object> oauth(String knob, Object value) {
    return Map.of("oauth", Map.of(knob, value));
  }

  private static void campaign(Bridge bridge, String account, String campaign) {
    bridge.m1().send("POST", "/accounts/" + account + "/campaigns", campaign);
  }

  private static void refuse(Bridge bridge, String account, String path, String code) {
    bridge
        .m1()
        .send(
            "POST",
            "/faults",
            Map.of("account", account, "path", path, "kind", "refuse", "code", code));
  }

  /** By M1's own API, as another program of the company would. */
  private static void deleteInM1(Bridge bridge, CrmChanges crm) throws Exception {
    JsonNode contact = bridge.m1().get("/accounts/drift/contacts").get(0);
    String token =
        bridge.m1().send("POST", "/accounts/drift/tokens/issue", "").path("accessToken").asText();
    String form = "token=" + token + "&ids=" + encoded("[" + contact.path("id").asText() + "]");
    new JsonHttp().post(URI.create(bridge.m1Api() + "/contact/delete")).form(form).ok();
  }

  private static void damagedRecord(Bridge bridge) {
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            bridge.connection(), new StringSerializer(), new ByteArraySerializer())) {
      producer.send(
          new ProducerRecord<>(
              Topics.TOKEN_STATE.name(),
              AccountPartitioner.partition("damaged", TOKEN_STATE_PARTITIONS),
              "damaged",
              "{".getBytes(StandardCharsets.UTF_8)));
    }
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
