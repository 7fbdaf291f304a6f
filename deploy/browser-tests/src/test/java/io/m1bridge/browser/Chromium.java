package io.m1bridge.browser;

import static org.junit.jupiter.api.Assumptions.abort;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The machine's own Chromium, one per test JVM; tests skip, loudly, where there is none. */
final class Chromium {

  private static final String PROPERTY = "m1bridge.chromium";
  private static final List<String> PLACES =
      List.of(
          "/usr/bin/chromium",
          "/usr/bin/chromium-browser",
          "/usr/bin/google-chrome",
          "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");

  /** No sandbox, since root has none in a container; and nothing that calls home. */
  private static final List<String> FLAGS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  private static Browser browser;

  private Chromium() {}

  static synchronized Browser browser() {
    if (browser == null) {
      Path executable = executable();
      browser =
          Playwright.create()
              .chromium()
              .launch(new BrowserType.LaunchOptions().setExecutablePath(executable).setArgs(FLAGS));
    }
    return browser;
  }

  private static Path executable() {
    String named = System.getProperty(PROPERTY, "");
    List<String> places = named.isEmpty() ? PLACES : List.of(named);
    Optional<Path> found = places.stream().map(Path::of).filter(Files::isExecutable).findFirst();
    if (found.isEmpty()) {
      String message =
          "SKIPPED: the browser tests: there is no Chromium at any of "
              + places
              + ": install it (apt-get install chromium fonts-noto-cjk), or name it by -D"
              + PROPERTY
              + "=FILE";
      System.err.println(message);
      abort(message);
    }
    return found.orElseThrow();
  }
}
