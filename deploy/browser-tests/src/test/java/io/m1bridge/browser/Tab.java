package io.m1bridge.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A browser with no memory, one tab open, that notes everything that our pages never do: errors on
 * the console (a violated Content-Security-Policy is one), and requests to other origins.
 */
final class Tab implements AutoCloseable {

  private static final Path SCREENSHOTS = Path.of("target", "screenshots");

  /** What Chromium says when a page of ours that explains a problem has the problem's status. */
  private static final String STATUS = "the server responded with a status of";

  private final BrowserContext context;
  private final Page page;
  private final Set<String> ours;
  private final String m1;
  private final List<String> complaints = new ArrayList<>();

  /**
   * @param ours origins of our services
   * @param m1 the origin of M1's page, to which a connect leads; what is wrong there is M1's
   */
  Tab(Set<String> ours, String m1) {
    this.ours = ours;
    this.m1 = m1;
    this.context =
        Chromium.browser()
            .newContext(
                new Browser.NewContextOptions()
                    .setViewportSize(1280, 860)
                    .setReducedMotion(ReducedMotion.REDUCE)
                    .setLocale("en-GB")
                    .setTimezoneId("Asia/Shanghai"));
    context.setDefaultTimeout(15_000);
    this.page = context.newPage();
    page.onConsoleMessage(this::note);
    page.onPageError(error -> complaints.add("page error: " + error));
    page.onRequest(this::note);
  }

  private void note(ConsoleMessage message) {
    String place = message.location();
    boolean problemPage = message.text().contains(STATUS) && place.startsWith(page.url());
    boolean bad = message.type().equals("error") || message.type().equals("warning");
    if (bad && !problemPage && !place.startsWith(m1)) {
      complaints.add(message.type() + ": " + message.text() + " at " + place);
    }
  }

  private void note(Request request) {
    URI uri = URI.create(request.url());
    String origin = uri.getScheme() + "://" + uri.getAuthority();
    if (!ours.contains(origin) && !origin.equals(m1) && !"data".equals(uri.getScheme())) {
      complaints.add("request to " + origin);
    }
  }

  Page page() {
    return page;
  }

  /**
   * Looks at the page as it is now, on a desktop and a phone, in light and dark: a screenshot each,
   * accessible by the rules of axe, no wider than the screen.
   */
  void look(String name) {
    for (boolean phone : new boolean[] {false, true}) {
      page.setViewportSize(phone ? 390 : 1280, phone ? 844 : 860);
      for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
        String variant =
            name + (phone ? "-phone" : "-desktop") + (scheme == ColorScheme.DARK ? "-dark" : "");
        page.screenshot(
            new Page.ScreenshotOptions()
                .setPath(SCREENSHOTS.resolve(variant + ".png"))
                .setFullPage(true));
        assertThat(((Number) page.evaluate("document.documentElement.scrollWidth")).intValue())
            .as("width of %s", variant)
            .isLessThanOrEqualTo(phone ? 390 : 1280);
        if (phone == (scheme == ColorScheme.DARK)) {
          assertAccessible(variant);
        }
      }
    }
    page.setViewportSize(1280, 860);
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    assertNoComplaint();
  }

  private void assertAccessible(String variant) {
    assertThat(new AxeBuilder(page).setLegacyMode(true).analyze().getViolations())
        .extracting(
            rule ->
                rule.getId()
                    + ": "
                    + rule.getHelp()
                    + " "
                    + rule.getNodes().stream().map(node -> node.getHtml()).toList())
        .as("accessibility of %s", variant)
        .isEmpty();
  }

  /** Fails if the browser had anything to complain about so far. */
  void assertNoComplaint() {
    assertThat(complaints).isEmpty();
  }

  @Override
  public void close() {
    context.close();
  }
}
