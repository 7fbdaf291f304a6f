package io.m1bridge.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** All three services' pages: one sign-in, one navigation, one look. */
@Tag("slow")
class ServicesIT {

  private static Site site;

  @BeforeAll
  static void start() {
    Chromium.browser();
    site = Site.get();
  }

  @Test
  void shouldLeadFromServiceToServiceWithOneSignIn() {
    site.m1Account("east", "client-east", "730001");
    site.declare("east", "client-east", 100_000);
    site.sim(
        "POST",
        "/accounts/east/campaigns",
        "{\"subject\":\"双十一会员专享：全场五折起\",\"recipients\":40,\"duration\":\"PT2S\",\"lateShare\":0}");
    try (Tab tab = site.signedInTab()) {
      Page page = tab.page();
      ConnectFlowIT.connect(page, "east");
      site.awaitAll();

      service(page, "Contact sync");
      assertThat(page.locator("h1")).hasText("Contact sync");
      assertThat(page.locator("main")).containsText("east", within());
      tab.look("contact-sync");
      page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("east").setExact(true))
          .click();
      assertThat(page.locator("h1")).hasText("east");
      assertThat(page.locator("#health")).containsText("healthy");
      assertThat(page.locator("figure.chart canvas")).hasCount(2, drawn());
      tab.look("contact-sync-account");

      service(page, "Engagement");
      assertThat(page.locator("h1")).hasText("Campaigns");
      assertThat(page.locator("main")).containsText("双十一会员专享", within());
      tab.look("engagement");

      service(page, "Accounts");
      assertThat(page.locator("h1")).hasText("Accounts");
      page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign out")).click();
      assertThat(page.locator("h1")).hasText("Sign in");
      tab.assertNoComplaint();
    }
  }

  @Test
  void shouldShowCampaignsAndWhatBecameOfOne() {
    site.m1Account("harbour", "client-harbour", "730002");
    site.declare("harbour", "client-harbour", 100_000);
    for (String subject :
        List.of("会员日预告", "Autumn sale: everything must go, and this is a long subject", "双旦特惠")) {
      site.sim(
          "POST",
          "/accounts/harbour/campaigns",
          "{\"subject\":\"%s\",\"recipients\":400,\"duration\":\"PT8H\",\"lateShare\":0}"
              .formatted(subject));
    }
    try (Tab tab = site.signedInTab()) {
      Page page = tab.page();
      ConnectFlowIT.connect(page, "harbour");
      site.awaitAll();
      site.sim("POST", "/clock/advance", "{\"by\":\"PT8H\"}");
      service(page, "Engagement");
      Locator rows = page.locator("#campaigns tbody tr:has(td[data-label])");
      assertThat(rows.filter(new Locator.FilterOptions().setHasText("harbour")))
          .hasCount(3, drawn());
      assertThat(row(rows, "双旦特惠")).containsText("complete", within());
      tab.look("campaigns");

      page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Opens")).click();
      assertThat(page.locator("th[aria-sort=descending]")).containsText("Opens");
      page.getByLabel("Find").fill("双旦");
      page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Show")).click();
      assertThat(rows).hasCount(1);

      page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("双旦特惠")).click();
      assertThat(page.locator("h1")).hasText("双旦特惠");
      assertThat(page.locator("#hours canvas"))
          .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(30_000));
      assertThat(page.locator("#funnel")).containsText("Clicked", within());
      assertThat(page.locator("#funnel")).containsText("Without machines", within());
      assertThat(page.locator("#links")).containsText("Last click", within());
      tab.look("campaign");
      page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Ask M1 now")).click();
      assertThat(page.getByRole(AriaRole.STATUS).first()).containsText("Sent: M1 is asked");
      tab.assertNoComplaint();
    }
  }

  @Test
  void shouldShowAndChangeWhatAnAccountHasAtM1() {
    site.m1Account("garden", "client-garden", "730003");
    site.declare("garden", "client-garden", 100_000);
    try (Tab tab = site.signedInTab()) {
      Page page = tab.page();
      ConnectFlowIT.connect(page, "garden");
      site.awaitAll();
      service(page, "Contact sync");
      link(page, "What garden has at M1");
      assertThat(page.locator("main")).containsText("Nothing was asked yet");
      tab.look("at-m1-empty");

      link(page, "Groups");
      assertThat(page.locator("main")).containsText("No groups", within());
      page.getByLabel("Its name", exactly()).fill("贵宾");
      button(page, "Make it…");
      assertThat(page.locator("#proposal")).containsText("贵宾", within());
      tab.look("at-m1-proposal");
      button(page, "Do it at M1");
      assertThat(page.getByRole(AriaRole.STATUS).first()).containsText("Done", within());

      link(page, "Groups");
      assertThat(page.locator("#rows")).containsText("贵宾", within());
      tab.look("at-m1-groups");
      button(page, "Delete 贵宾 with its contacts");
      assertThat(page.locator("#proposal")).containsText("0 contacts are deleted too", within());
      button(page, "Do it at M1");
      link(page, "Groups");
      assertThat(page.locator("main")).containsText("No groups", within());

      link(page, "Custom properties");
      assertThat(page.locator("main")).containsText("Rename a custom property", within());
      tab.look("at-m1-properties");
      tab.assertNoComplaint();
    }
  }

  private static Page.GetByLabelOptions exactly() {
    return new Page.GetByLabelOptions().setExact(true);
  }

  private static void link(Page page, String name) {
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true)).click();
  }

  private static void button(Page page, String name) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true))
        .click();
  }

  private static Locator row(Locator rows, String subject) {
    return rows.filter(new Locator.FilterOptions().setHasText(subject));
  }

  static void service(Page page, String name) {
    page.getByRole(AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("Services"))
        .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(name))
        .click();
  }

  private static LocatorAssertions.HasCountOptions drawn() {
    return new LocatorAssertions.HasCountOptions().setTimeout(30_000);
  }

  private static LocatorAssertions.ContainsTextOptions within() {
    return new LocatorAssertions.ContainsTextOptions().setTimeout(30_000);
  }
}
