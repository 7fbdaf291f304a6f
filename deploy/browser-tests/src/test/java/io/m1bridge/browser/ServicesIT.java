package io.m1bridge.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** All three services' pages: one sign-in, one navigation, one look. */
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

  private static void service(Page page, String name) {
    page.getByRole(AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("Services"))
        .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(name))
        .click();
  }

  private static com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions
      within() {
    return new com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions()
        .setTimeout(30_000);
  }
}
