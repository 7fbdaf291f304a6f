package io.m1bridge.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.m1bridge.contracts.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What contact-sync could not read, and how a person looks through many of something. */
@Tag("slow")
class LettersIT {

  private static final int BROKEN = 60;

  private static Site site;

  @BeforeAll
  static void start() {
    Chromium.browser();
    site = Site.get();
  }

  @Test
  void shouldShowReplayAndFindWhatIsNotDelivered() throws Exception {
    site.m1Account("letters", "client-letters", "740001");
    site.declare("letters", "client-letters", 100_000);
    site.m1Account("quiet", "client-quiet", "740002");
    site.declare("quiet", "client-quiet", 100_000);
    try (Tab tab = site.signedInTab()) {
      Page page = tab.page();
      ConnectFlowIT.connect(page, "letters");
      ConnectFlowIT.connect(page, "quiet");
      site.awaitAll();
      page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Contact sync")).click();
      findAccounts(tab);

      link(page, "Dead letters of letters");
      assertThat(page.locator("main")).containsText("No dead letters");
      tab.look("dead-letters-none");
      sendBroken();
      replay(tab);
      findUndelivered(tab);
      tab.assertNoComplaint();
    }
  }

  /** One of several accounts. */
  private static void findAccounts(Tab tab) {
    Page page = tab.page();
    assertThat(page.locator("main")).containsText("quiet", within());
    labelled(page, "Find").fill("LETT");
    button(page, "Show");
    assertThat(page.locator("#queue h2").first()).hasText("letters");
    assertThat(page.locator("main")).not().containsText("quiet");
    labelled(page, "State").selectOption("paused");
    button(page, "Show");
    assertThat(page.locator("main")).containsText("No account is so");
    tab.look("contact-sync-found-none");
    link(page, "Show all accounts");
    page.getByLabel("Sort by").selectOption("pending");
    labelled(page, "Order").selectOption("desc");
    button(page, "Show");
    assertThat(page.locator("#queue h2").filter(text("letters"))).hasCount(1);
    tab.look("contact-sync-accounts");
  }

  private static void replay(Tab tab) {
    Page page = tab.page();
    Locator rows = page.locator("#letters tbody tr");
    await()
        .pollInSameThread()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              page.reload();
              if (page.locator("#count-reasons").count() == 1) {
                link(page, "How many for which reason");
              }
              return page.locator("#reasons").filter(text("60")).count() == 1;
            });
    assertThat(rows).hasCount(50);
    assertThat(page.locator("#looked")).containsText("all that there are");
    tab.look("dead-letters");
    link(page, "Older");
    assertThat(rows).hasCount(10);
    link(page, "Newest");
    labelled(page, "Reason").fill("email-missing");
    button(page, "Show");
    assertThat(page.locator("main")).containsText("None more");
    labelled(page, "Reason").fill("field-invalid");
    page.getByLabel("From (UTC)").fill("2026-01-01");
    button(page, "Show");
    assertThat(rows).hasCount(50);

    button(page, "Count what a replay would send…");
    assertThat(page.locator("#proposal")).containsText("60 dead letters of letters", within());
    tab.look("replay-counted");
    button(page, "Replay them");
    assertThat(page.locator("#sent"))
        .hasText("60", new LocatorAssertions.HasTextOptions().setTimeout(30_000));
    assertThat(page.locator("#replay h2"))
        .hasText("All were sent", new LocatorAssertions.HasTextOptions().setTimeout(30_000));
    tab.look("replay-done");
  }

  private static void findUndelivered(Tab tab) {
    Page page = tab.page();
    link(page, "Not delivered");
    Locator rows = page.locator("#contacts tbody tr");
    assertThat(rows).hasCount(50);
    tab.look("undelivered");
    link(page, "Next");
    assertThat(rows).hasCount(10);
    assertThat(page.locator("nav[aria-label=Pages]")).containsText("Page 2 of 2");
    labelled(page, "Find").fill("BROKEN-07");
    button(page, "Show");
    assertThat(rows).hasCount(1);
    labelled(page, "Find").fill("");
    labelled(page, "Reason").selectOption("field-invalid");
    button(page, "Show");
    link(page, "Since");
    assertThat(page.locator("th[aria-sort=ascending]")).containsText("Since");
    assertThat(rows).hasCount(50);

    page.getByLabel("Its key in the CRM").fill("broken-07");
    button(page, "Forget it…");
    assertThat(page.locator("#proposal")).containsText("M1 cannot undo it");
    assertThat(page.locator("#proposal")).containsText("broken-07");
    tab.look("forget-told");
    button(page, "Forget it");
    assertThat(page.getByRole(AriaRole.STATUS).first()).containsText("Sent to letters: forget");
  }

  private static Locator.FilterOptions text(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  private static Locator labelled(Page page, String label) {
    return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
  }

  private static void link(Page page, String name) {
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true))
        .first()
        .click();
  }

  private static void button(Page page, String name) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true))
        .click();
  }

  private static LocatorAssertions.ContainsTextOptions within() {
    return new LocatorAssertions.ContainsTextOptions().setTimeout(30_000);
  }

  /** A word that M1 does not take as a gender. */
  private static void sendBroken() throws ExecutionException, InterruptedException {
    Map<String, Object> connection = Map.of("bootstrap.servers", site.bootstrapServers());
    try (Producer<String, byte[]> producer =
        new KafkaProducer<>(connection, new StringSerializer(), new ByteArraySerializer())) {
      for (int number = 1; number <= BROKEN; number++) {
        String key = "broken-%02d".formatted(number);
        ProducerRecord<String, byte[]> change =
            new ProducerRecord<>(
                Topics.CONTACT_CHANGES.name(),
                key,
                "{\"email\":\"b%d@x.cn\",\"gender\":\"unsure\"}".formatted(number).getBytes(UTF_8));
        Map.of(
                "ce_specversion", "1.0",
                "ce_id", key,
                "ce_source", "/crm",
                "ce_type", "crm.contact.upserted.v1",
                "ce_m1account", "letters")
            .forEach((name, value) -> change.headers().add(name, value.getBytes(UTF_8)));
        producer.send(change).get();
      }
    }
  }
}
