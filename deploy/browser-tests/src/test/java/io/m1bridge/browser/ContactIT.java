package io.m1bridge.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.m1bridge.contracts.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Where is this contact? One waits since M1 says no, one is blocked, one is in M1. */
@Tag("slow")
class ContactIT {

  private static Site site;

  @BeforeAll
  static void start() {
    Chromium.browser();
    site = Site.get();
  }

  @Test
  void shouldTellWhereAContactIs() {
    site.m1Account("grove", "client-grove", "730004");
    site.declare("grove", "client-grove", 100_000);
    try (Tab tab = site.signedInTab()) {
      Page page = tab.page();
      ConnectFlowIT.connect(page, "grove");
      site.awaitAll();
      ServicesIT.service(page, "Contact sync");
      assertThat(page.locator("main")).containsText("grove", within());
      send("crm-1", "e-1", "{\"email\":\"wang@example.com\",\"fullName\":\"王芳\"}");
      send("crm-2", "e-2", "{\"email\":\"chen@example.com\",\"optOut\":true}");
      link(page, "grove");
      assertThat(page.locator("h1")).hasText("grove");
      find(page, "nobody");
      assertThat(page.locator("#unknown")).containsText("Nothing is known of nobody");
      tab.look("contact-unknown");

      until(page, "crm-1", "settled");
      assertThat(page.locator("#steps tbody tr")).hasCount(2);
      tab.look("contact-settled");
      until(page, "crm-2", "blocked");
      assertThat(page.locator("#where")).containsText("opted-out");
      assertThat(page.locator("#where")).containsText("It is sent when the CRM says");
      tab.look("contact-blocked");
      link(page, "grove");
      link(page, "What is not delivered, and why");
      assertThat(page.locator("#undelivered")).containsText("opted-out");
      tab.look("undelivered");
      page.getByRole(
              AriaRole.BUTTON,
              new Page.GetByRoleOptions().setName("Where is crm-2?").setExact(true))
          .click();
      assertThat(page.locator("#where")).containsText("crm-2");

      site.sim(
          "POST",
          "/faults",
          "{\"path\":\"/contact/*\",\"account\":\"grove\",\"kind\":\"refuse\",\"code\":\"no-code\"}");
      send("crm-1", "e-3", "{\"email\":\"wang@example.com\",\"fullName\":\"王芳芳\"}");
      until(page, "crm-1", "waiting");
      awaitStep(page, "crm-1", "answered");
      Locator next = page.locator("#steps tbody tr").last();
      assertThat(next).containsText("Nothing is sent for its account: M1 says no without a reason");
      assertThat(page.locator("#steps")).containsText("e-3");
      tab.look("contact-waiting");
      assertThat(page.url()).doesNotContain("crm-1");

      site.sim("DELETE", "/faults", "");
      until(page, "crm-1", "settled");
      assertThat(page.locator("#at-m1")).isVisible();
      tab.assertNoComplaint();
    }
  }

  private static void link(Page page, String name) {
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true)).click();
  }

  private static void find(Page page, String key) {
    page.getByLabel("Its key in the CRM").fill(key);
    page.locator("#find").click();
    assertThat(page.locator("h1")).hasText("Where is this contact?");
  }

  private static void until(Page page, String key, String state) {
    awaitText(page, key, "#where .badge", state);
  }

  private static void awaitStep(Page page, String key, String step) {
    awaitText(page, key, "#steps", step);
  }

  /** Asks again and again: the page says how it was when it was asked. */
  private static void awaitText(Page page, String key, String where, String text) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              find(page, key);
              List<String> shown = page.locator(where).allTextContents();
              return shown.stream().anyMatch(one -> one.contains(text));
            });
  }

  private static void send(String key, String event, String data) {
    RecordHeaders headers = new RecordHeaders();
    Map.of(
            "ce_specversion", "1.0",
            "ce_id", event,
            "ce_source", "/crm/browser-tests",
            "ce_type", "crm.contact.upserted.v1",
            "ce_subject", key,
            "ce_m1account", "grove",
            "content-type", "application/json")
        .forEach((name, value) -> headers.add(name, value.getBytes(StandardCharsets.UTF_8)));
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", site.bootstrapServers()),
            new StringSerializer(),
            new StringSerializer())) {
      producer.send(new ProducerRecord<>(Topics.CONTACT_CHANGES.name(), null, key, data, headers));
    }
  }

  private static LocatorAssertions.ContainsTextOptions within() {
    return new LocatorAssertions.ContainsTextOptions().setTimeout(30_000);
  }
}
