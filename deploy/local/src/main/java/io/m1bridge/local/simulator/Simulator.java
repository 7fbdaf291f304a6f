package io.m1bridge.local.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.contracts.ContractJson;
import io.m1bridge.process.http.JsonHttp;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The simulator's control API, for one account: makes campaigns and asks for the truth. */
public final class Simulator {
  private static final int MOST_KNOBS = 8;

  private final JsonHttp json = new JsonHttp();
  private final URI account;

  /**
   * @param base address of the simulator
   * @param accountId an account that it has
   */
  public Simulator(URI base, String accountId) {
    this.account = base.resolve("/_sim/accounts/" + accountId);
  }

  /**
   * Calls that M1 counted.
   *
   * @param contact calls below {@code contact/}
   * @param edm calls below {@code edm/}
   * @param limit per hour
   * @param overLimit made above the limit
   * @param inAnyHour the most in any 60 minutes
   */
  public record Calls(long contact, long edm, long limit, long overLimit, long inAnyHour) {
    /** Calls that may still be made in this hour. */
    public long left() {
      return Math.max(0, limit - inAnyHour);
    }

    /** The same, where somebody else counts so many in some 60 minutes. */
    public Calls countedToo(long mostInAnyHour) {
      long over = Math.max(overLimit, mostInAnyHour - limit);
      return new Calls(contact, edm, limit, over, Math.max(inAnyHour, mostInAnyHour));
    }
  }

  /** A campaign's rows: how many there will be, and whether all of them show. */
  public record CampaignState(long rows, long visible) {}

  /** Makes the account, or changes its settings. */
  public void putAccount(String clientId, String secret, String plan) throws IOException {
    json.call("PUT", account)
        .json(Map.of("clientId", clientId, "secrets", List.of(secret), "plan", plan))
        .ok();
  }

  /**
   * Draws knobs and faults whose oddities must not change the outcome.
   *
   * @return what was drawn, as JSON
   */
  public String draw(long seed) throws IOException {
    Map<String, Object> asked = Map.of("seed", seed, "most", MOST_KNOBS, "harmless", true);
    return json.post(account.resolve("/_sim/draw")).json(asked).ok().toString();
  }

  /**
   * Sets knobs of the server, for all its accounts.
   *
   * @param settings JSON, as {@code PATCH /_sim/behaviour} takes it
   * @throws IOException if the file cannot be read, or the simulator does not take it
   */
  public void putBehaviour(Path settings) throws IOException {
    JsonNode knobs = ContractJson.mapper().readTree(Files.readString(settings));
    json.call("PATCH", account.resolve("/_sim/behaviour")).json(knobs).ok();
  }

  /** Hands out all contacts that M1 holds, one after the other. */
  public void contacts(Consumer<M1Contact> taker) throws IOException {
    json.get(URI.create(account + "/contacts")).elements(node -> taker.accept(M1Contact.of(node)));
  }

  /** All engagement rows that exist, shown by now or not; damaged ones as unreadable. */
  public List<EngagementRow> engagement() throws IOException {
    List<EngagementRow> rows = new ArrayList<>();
    for (JsonNode node : get("/engagement")) {
      rows.add(row(node));
    }
    return rows;
  }

  private static EngagementRow row(JsonNode node) {
    long campaign = node.path("task_id").asLong();
    if (node.path("damaged").asBoolean()) {
      return EngagementRow.unreadable(campaign);
    }
    return new EngagementRow(
        campaign,
        node.path("dmdtype").asText(),
        node.path("email").asText(),
        node.path("eventdate").asText(),
        node.path("ip").asText(""),
        node.path("clickurl").asText(""),
        node.path("clickname").asText(""),
        node.path("mailing_id").asText(""));
  }

  /** The calls so far. */
  public Calls calls() throws IOException {
    JsonNode summary = get("/calls/summary");
    long contact = 0;
    long edm = 0;
    for (Map.Entry<String, JsonNode> entry : summary.path("byPath").properties()) {
      String path = entry.getKey();
      long count = entry.getValue().asLong();
      if (path.contains("contact/")) {
        contact += count;
      } else if (path.contains("edm/")) {
        edm += count;
      }
    }
    return new Calls(
        contact,
        edm,
        summary.path("limit").asLong(),
        summary.path("overLimit").asLong(),
        summary.path("maxInAnyHour").asLong());
  }

  /** When calls of the last two hours were taken, epoch ms by M1's clock. */
  public List<Long> callTimes() throws IOException {
    List<Long> times = new ArrayList<>();
    json.get(URI.create(account + "/calls"))
        .elements(node -> times.add(node.path("time").asLong()));
    return times;
  }

  /** Sums over all campaigns. */
  public CampaignState campaigns() throws IOException {
    long rows = 0;
    long visible = 0;
    for (JsonNode campaign : get("/campaigns")) {
      rows += campaign.path("rows").asLong();
      visible += campaign.path("visible").asLong();
    }
    return new CampaignState(rows, visible);
  }

  /**
   * Makes a campaign that lives from now on, with some late rows and some equal ones.
   *
   * @param seed decides who does what
   */
  public void startCampaign(
      String subject, List<String> emails, Duration duration, Duration lateDelay, long seed)
      throws IOException {
    json.post(URI.create(account + "/campaigns"))
        .json(
            Map.of(
                "subject", subject,
                "emails", emails,
                "duration", duration.toString(),
                "lateDelay", lateDelay.toString(),
                "seed", seed))
        .ok();
  }

  private JsonNode get(String path) throws IOException {
    return json.get(URI.create(account + path)).ok();
  }
}
