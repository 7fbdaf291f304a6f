package io.m1bridge.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.m1bridge.contracts.AccountPartitioner;
import io.m1bridge.contracts.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** What the accounts' pages show, and disconnecting. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Tag("slow")
class AccountsPageIT {

  private static Site site;

  @BeforeAll
  static void start() {
    Chromium.browser();
    site = Site.get();
  }

  @Test
  @Order(1)
  void shouldAskToSignInAndSayWhatToDoWhenThereIsNoAccount() {
    try (Tab tab = site.tab()) {
      Page page = tab.page();
      page.navigate(site.tokenService() + "/");
      tab.look("sign-in");
      page.getByLabel("Token").fill("not-the-token");
      page.keyboard().press("Enter");
      assertThat(page.getByRole(AriaRole.ALERT)).containsText("That is not the token");
      tab.look("sign-in-refused");

      page.getByLabel("Token").fill(Site.UI_TOKEN);
      page.keyboard().press("Enter");
      assertThat(page.getByText("No accounts yet")).isVisible();
      tab.look("accounts-empty");
    }
  }

  @Test
  @Order(2)
  void shouldShowHowEveryAccountIsAndWhatToDo() {
    site.m1Account("north", "client-north", "710001");
    site.declare("north", "client-north", 1_000_000);
    site.m1Account("unclear", "client-unclear", "710002");
    site.declare("unclear", "client-unclear", 4_000);
    site.declare("not-connected-yet-and-with-a-long-name-for-an-account", "client-new", 2_000);
    writeDamagedRecord("damaged");
    try (Tab tab = site.signedInTab()) {
      Page page = tab.page();
      ConnectFlowIT.connect(page, "north");
      connectForSeconds(page, "unclear", 70);
      int contactSync = useCalls("north", "contact-sync", 170);
      useCalls("north", "edm-event", 70);
      site.declare("north", "client-north", 400);
      awaitUnclear("unclear");

      page.navigate(site.tokenService() + "/");
      assertThat(page.locator("#accounts")).containsText("Refresh unclear");
      assertThat(page.locator("#accounts")).containsText("connect it again before then");
      assertThat(page.locator("#accounts")).containsText("policy stop");
      assertThat(page.locator("#accounts")).containsText("Record unreadable");
      assertThat(page.locator("#accounts")).containsText("Put its key back into the keyset");
      assertThat(page.locator("#accounts")).containsText("Not connected");
      tab.look("accounts");

      page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("north")).click();
      assertThat(page.locator(".legend")).containsText("contact-sync " + contactSync);
      assertThat(page.locator("#calls canvas")).isVisible();
      page.getByText("As a table").click();
      assertThat(page.locator("#calls .table-scroll tbody tr")).hasCount(60);
      page.getByText("As a table").click();
      tab.look("account");

      page.navigate(site.tokenService() + "/ui/accounts/unclear");
      tab.look("account-unclear");
      page.navigate(site.tokenService() + "/ui/accounts/damaged");
      assertThat(page.locator("main")).containsText("cannot be read");
      tab.look("account-damaged");
    }
  }

  @Test
  @Order(3)
  void shouldDisconnectOnlyWhenConfirmed() {
    site.m1Account("south", "client-south", "710003");
    site.declare("south", "client-south", 100_000);
    try (Tab tab = site.signedInTab()) {
      Page page = tab.page();
      ConnectFlowIT.connect(page, "south");
      List<String> questions = new ArrayList<>();
      page.onceDialog(
          dialog -> {
            questions.add(dialog.message());
            dialog.dismiss();
          });
      page.locator("#disconnect").click();
      assertThat(questions).singleElement().asString().contains("Disconnect south?");
      assertThat(state("south")).isEqualTo("authorized");

      page.onceDialog(Dialog::accept);
      page.locator("#disconnect").click();
      assertThat(page.locator("#facts")).containsText("Disconnected");
      assertThat(page.locator("#facts")).containsText("M1 itself still knows the consent");
      assertThat(page.locator("#disconnect")).hasCount(0);
      assertThat(state("south")).isEqualTo("needs-authorization");
      tab.look("account-disconnected");

      ConnectFlowIT.connect(page, "south");
      assertThat(state("south")).isEqualTo("authorized");
    }
  }

  @Test
  @Order(4)
  void shouldBeUsableWithTheKeyboardAlone() {
    try (Tab tab = site.signedInTab()) {
      Page page = tab.page();
      page.navigate(site.tokenService() + "/ui/accounts/north");
      List<String> stops = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        page.keyboard().press("Tab");
        stops.add(
            (String)
                page.evaluate(
                    "(e => getComputedStyle(e).outlineStyle === 'none' ? 'invisible: ' + e.outerHTML"
                        + " : (e.getAttribute('aria-label') || e.textContent).trim())(document.activeElement)"));
      }
      assertThat(stops)
          .startsWith("Skip to the content")
          .contains("Accounts", "Sign out", "All accounts", "Connect again", "Disconnect")
          .noneMatch(stop -> stop.startsWith("invisible"));
    }
  }

  @Test
  @Order(5)
  void shouldRefuseAFormSentByAPageOfAnotherOrigin() {
    try (Tab tab = site.signedInTab()) {
      Page page = tab.page();
      int status =
          page.context()
              .request()
              .post(
                  site.tokenService() + "/ui/accounts/north/disconnect",
                  com.microsoft.playwright.options.RequestOptions.create()
                      .setHeader("Sec-Fetch-Site", "same-site")
                      .setHeader("Origin", "http://127.0.0.1:1"))
              .status();
      assertThat(status).isEqualTo(403);
      assertThat(state("north")).isEqualTo("authorized");
    }
  }

  private static String state(String account) {
    return site.rest("local-admin", "GET", "/v1/accounts/" + account, "").get("state").asText();
  }

  /**
   * Takes permits until there are about so many.
   *
   * @return how many they are
   */
  private static int useCalls(String account, String caller, int about) {
    int granted = 0;
    while (granted < about) {
      granted +=
          site.rest(
                  caller,
                  "POST",
                  "/v1/permits",
                  "{\"instance\":\"browser\",\"demands\":[{\"account\":\"%s\",\"wanted\":20}],\"returns\":[],\"throttled\":[]}"
                      .formatted(account))
              .at("/leases/0/permits")
              .asInt();
    }
    return granted;
  }

  /**
   * Connects an account whose token is renewed at half of its life, and M1's answer to that is lost
   * on the way. It stays unclear for the other half only: with a token that is of no use any more
   * it would need a new authorization a second later. A life below a minute would not be believed.
   */
  private static void connectForSeconds(Page page, String account, int life) {
    site.sim("PATCH", "/behaviour", "{\"oauth\":{\"accessTokenLife\":\"PT%dS\"}}".formatted(life));
    try {
      ConnectFlowIT.connect(page, account);
    } finally {
      site.sim("PATCH", "/behaviour", "{\"oauth\":{\"accessTokenLife\":\"PT24H\"}}");
    }
    ConnectFlowIT.loseNextTokenAnswer(account);
  }

  private static void awaitUnclear(String account) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                site.rest("local-admin", "GET", "/v1/accounts/" + account, "")
                    .get("detail")
                    .asText()
                    .equals("Ambiguous"));
  }

  private static void writeDamagedRecord(String account) {
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", site.bootstrapServers()),
            new StringSerializer(),
            new ByteArraySerializer())) {
      producer.send(
          new ProducerRecord<>(
              Topics.TOKEN_STATE.name(),
              AccountPartitioner.partition(account, Topics.TOKEN_STATE.partitions()),
              account,
              "{\"v\":1,\"kind\":\"Authorized\",\"generation\":1,\"cipher\":\"AQIDBAUGBwg=\"}"
                  .getBytes(StandardCharsets.UTF_8)));
    }
  }
}
