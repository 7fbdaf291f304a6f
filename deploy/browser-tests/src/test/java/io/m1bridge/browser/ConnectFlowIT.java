package io.m1bridge.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The way through M1's consent page, and every way in which it can go wrong. */
@Tag("slow")
class ConnectFlowIT {

  private static Site site;

  private final List<String> secrets = new ArrayList<>(List.of(Site.UI_TOKEN));

  @BeforeAll
  static void start() {
    Chromium.browser();
    site = Site.get();
  }

  @AfterEach
  void noSecretInTheLog() {
    assertThat(site.tokenServiceLog()).doesNotContain(secrets);
  }

  @Test
  void shouldConnectByClicking() {
    String account = account("click", "720001");
    try (Tab tab = tab()) {
      Page page = tab.page();
      begin(page, account);
      assertThat(page.locator("h1")).containsText("Allow access?");
      page.locator("#allow").click();
      assertThat(page.locator("h1")).containsText("Connect click?");
      assertThat(page.locator(".facts")).containsText("720001");
      assertThat(page.locator("main")).containsText("Compare the number");
      tab.look("confirm");
      page.locator("#confirm").click();
      page.waitForURL(site.tokenService() + "/ui/accounts/click");
      assertThat(page.locator("#facts")).containsText("Connected");
      assertThat(page.locator("#facts")).containsText("720001");
      tab.assertNoComplaint();
    }
  }

  @Test
  void shouldExplainARefusedConsent() {
    String account = account("refuse", "720002");
    try (Tab tab = tab()) {
      begin(tab.page(), account);
      tab.page().locator("#refuse").click();
      explains(tab, "M1 did not give its consent", "begin again", "connect-refused");
    }
    assertUntouched(account);
  }

  @Test
  void shouldTakeAnAnswerOnceAndOnlyInTheSameBrowser() {
    String account = account("once", "720003");
    try (Tab tab = tab();
        Tab other = tab()) {
      Page page = tab.page();
      begin(page, account);
      String callback = callbackOf(page);
      other.page().navigate(callback);
      explains(other, "No connect is under way in this browser", "same browser", "connect-no-flow");

      page.navigate(callback);
      page.navigate(callback);
      explains(tab, "This connect was used already", "begin again", "connect-used");

      // The code is spent: a connect of its own does not make it good again.
      begin(page, account);
      page.navigate(callback);
      explains(tab, "M1 gave no tokens", "used before", "connect-code-refused");
    }
    assertUntouched(account);
  }

  @Test
  void shouldShowWhoseAnswerWasSlippedIn() {
    String account = account("slipped", "720004");
    site.m1Account("attacker", "client-slipped", "666666");
    try (Tab tab = tab()) {
      Page page = tab.page();
      connect(page, account);
      begin(page, account);
      page.navigate(callback(site.foreignCode("attacker", "client-slipped")));
      assertThat(page.locator(".facts")).containsText("666666");
      assertThat(page.locator(".facts")).containsText("720004");
      assertThat(page.locator("main")).containsText("somebody else's answer was slipped in");
      assertThat(page.locator("#confirm")).hasCount(0);
      tab.look("confirm-other-account");
      assertThat(m1Number(account)).isEqualTo("720004");

      // Meant so: as a new incarnation.
      page.onceDialog(Dialog::accept);
      page.locator("#incarnate").click();
      page.getByLabel("Account").selectOption("attacker");
      page.locator("#allow").click();
      assertThat(page.locator("main")).containsText("no longer applies");
      tab.look("confirm-incarnation");
      page.locator("#confirm").click();
      assertThat(page.locator("#facts")).containsText("Incarnation");
      assertThat(m1Number(account)).isEqualTo("666666");
    }
  }

  @Test
  void shouldRefuseAForeignStateAndGoOnAfterIt() {
    String account = account("state", "720005");
    try (Tab tab = tab()) {
      Page page = tab.page();
      site.sim("PATCH", "/behaviour", "{\"oauth\":{\"echoState\":true}}");
      begin(page, account);
      String callback = callbackOf(page);
      site.sim("PATCH", "/behaviour", "{\"oauth\":{\"echoState\":false}}");

      page.navigate(callback.replaceFirst("state=[^&]+", "state=forged"));
      explains(
          tab, "This answer belongs to another connect", "finish it there", "connect-other-flow");

      page.navigate(callback);
      assertThat(page.locator(".facts")).containsText("720005");
    }
    assertUntouched(account);
  }

  @Test
  void shouldNotTakeACallbackLoadedInTheBackground() {
    String account = account("background", "720006");
    try (Tab tab = tab()) {
      Page page = tab.page();
      begin(page, account);
      String callback = callbackOf(page);
      page.navigate(site.tokenService() + "/ui/accounts/" + account);
      Object status = page.evaluate("address => fetch(address).then(a => a.status)", callback);
      assertThat(status).isEqualTo(403);

      page.navigate(callback);
      assertThat(page.locator(".facts")).containsText("720006");
    }
  }

  @Test
  void shouldExplainARestartBeforeTheConfirmation() {
    String account = account("restart", "720007");
    try (Tab tab = tab()) {
      Page page = tab.page();
      begin(page, account);
      page.navigate(callbackOf(page));
      assertThat(page.locator("#confirm")).isVisible();
      site.killAndRestartTokenService();
      page.locator("#confirm").click();
      explains(tab, "Nothing waits for confirmation", "begin again", "connect-restarted");
    }
    assertUntouched(account);
  }

  @Test
  void shouldExplainAnM1ThatDoesNotAnswer() {
    String account = account("silent", "720008");
    try (Tab tab = tab()) {
      Page page = tab.page();
      begin(page, account);
      String callback = callbackOf(page);
      loseNextTokenAnswer(account);
      page.navigate(callback);
      explains(tab, "M1 did not answer", "a code works once", "connect-unclear");
    }
    assertUntouched(account);
  }

  @Test
  void shouldExplainAnAccountThatWasRemovedMeanwhile() {
    String account = account("removed", "720009");
    try (Tab tab = tab()) {
      Page page = tab.page();
      begin(page, account);
      String callback = callbackOf(page);
      site.rest("local-admin", "DELETE", "/v1/accounts/" + account, "");
      page.navigate(callback);
      explains(tab, "The account was removed meanwhile", "declare it again", "connect-removed");
      page.navigate(site.tokenService() + "/ui/accounts/" + account);
      explains(tab, "There is no such account", "Declare it", "account-unknown");
    }
  }

  /** The call happens at M1, and its answer is lost. */
  static void loseNextTokenAnswer(String account) {
    site.sim(
        "POST",
        "/faults",
        "{\"path\":\"/access_token\",\"kind\":\"reset-after\",\"times\":1,\"account\":\"%s\"}"
            .formatted(account));
  }

  /** Connects by clicking; the account's own page is shown afterwards. */
  static void connect(Page page, String account) {
    begin(page, account);
    page.getByLabel("Account").selectOption(account);
    page.locator("#allow").click();
    page.locator("#confirm").click();
    page.waitForURL(site().tokenService() + "/ui/accounts/" + account);
  }

  private static void begin(Page page, String account) {
    page.navigate(site().tokenService() + "/ui/accounts/" + account);
    page.locator("#connect").click();
    page.waitForURL(Pattern.compile(".*/authorize\\?.*"));
  }

  private static Site site() {
    return Site.get();
  }

  /** Allows, and catches the address that M1 sends the browser to, without going there. */
  private String callbackOf(Page page) {
    List<String> caught = new ArrayList<>();
    page.route(
        "**/authorize",
        route -> {
          APIResponse answer = route.fetch(new Route.FetchOptions().setMaxRedirects(0));
          caught.add(answer.headers().get("location"));
          route.fulfill(
              new Route.FulfillOptions()
                  .setContentType("text/html")
                  .setBody("<!DOCTYPE html><title>caught</title>"));
        });
    page.locator("#allow").click();
    page.waitForCondition(() -> !caught.isEmpty());
    page.unroute("**/authorize");
    String callback = caught.get(0);
    secrets.add(callback.replaceAll(".*[?&]code=([^&]+).*", "$1"));
    return callback;
  }

  private String callback(String code) {
    secrets.add(code);
    return site.tokenService() + "/oauth2/callback?code=" + code;
  }

  private static Tab tab() {
    return site.signedInTab();
  }

  private static String account(String id, String m1Number) {
    site.m1Account(id, "client-" + id, m1Number);
    site.declare(id, "client-" + id, 100_000);
    return id;
  }

  private static void explains(Tab tab, String title, String advice, String screenshot) {
    assertThat(tab.page().locator("h1")).hasText(title);
    assertThat(tab.page().locator(".notice")).containsText(advice);
    tab.look(screenshot);
    tab.page().getByText("Back to the overview").click();
    assertThat(tab.page().locator("h1")).hasText("Accounts");
  }

  private static void assertUntouched(String account) {
    assertThat(site.rest("local-admin", "GET", "/v1/accounts/" + account, "").get("state").asText())
        .isEqualTo("registered");
  }

  private static String m1Number(String account) {
    return site.rest("local-admin", "GET", "/v1/accounts/" + account, "")
        .get("m1AccountId")
        .asText();
  }
}
