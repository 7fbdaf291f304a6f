package io.m1bridge.edm.machine;

import io.m1bridge.contracts.EngagementEvent.Action;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A campaign of which it is known who did what: each pattern of machines, and the people who look
 * like it. Times are M1's, whole seconds; the mail reaches everybody when it is sent.
 */
final class LabelledCorpus {

  static final String MAILING = "demo/7";

  /** Six links, as a newsletter has. */
  private static final int LINKS = 6;

  private static final Instant SENT_AT = Instant.parse("2026-11-23T10:00:00Z");
  private static final int HOUR = 3_600;

  /** A row, and whose it is. */
  record Row(String pattern, Sighting sighting, boolean machine) {}

  private final List<Row> rows = new ArrayList<>();
  private final Random random;
  private int people;

  private LabelledCorpus(long seed) {
    random = new Random(seed);
  }

  static List<Row> of(long seed) {
    LabelledCorpus corpus = new LabelledCorpus(seed);
    corpus.machines();
    corpus.people();
    return List.copyOf(corpus.rows);
  }

  private void machines() {
    for (int i = 0; i < 150; i++) {
      behindAScanner("scanner of many, all links", "203.0.113." + i % 3, 1, LINKS);
    }
    for (int i = 0; i < 40; i++) {
      behindAScanner("scanner of one, all links", "203.0.114." + i, 1, LINKS);
    }
    for (int i = 0; i < 120; i++) {
      behindAScanner("scanner of many, first link", "203.0.115." + i % 2, 2, 1);
    }
    for (int i = 0; i < 60; i++) {
      behindAScanner(
          "sandbox of many, minutes later", "203.0.116." + i % 2, 120 + random.nextInt(900), LINKS);
    }
    for (int i = 0; i < 60; i++) {
      String recipient = next();
      opens("scanner that loads images", recipient, 1 + random.nextInt(2), "203.0.117.1", true);
      for (int link = 0; link < LINKS; link++) {
        clicks(
            "scanner that loads images",
            recipient,
            2 + random.nextInt(3),
            "203.0.117.1",
            link,
            true);
      }
    }
    for (int i = 0; i < 30; i++) {
      String recipient = next();
      for (int link = 0; link < LINKS; link++) {
        clicks("scanner that takes its time", recipient, 60 + 15 * link, "203.0.119.1", link, true);
      }
    }
    for (int i = 0; i < 200; i++) {
      opens("privacy proxy at once", next(), random.nextInt(4), "203.0.118." + i % 4, true);
    }
  }

  /** Some of the people behind it read the mail later. */
  private void behindAScanner(String pattern, String scanner, int after, int links) {
    String recipient = next();
    for (int link = 0; link < links; link++) {
      clicks(pattern, recipient, after + random.nextInt(3), scanner, link, true);
    }
    if (random.nextInt(2) == 0) {
      reads("person behind a scanner", recipient, later(), home(), 3);
    }
  }

  private void people() {
    for (int i = 0; i < 1_300; i++) {
      reads("person at home", next(), later(), home(), 3);
    }
    for (int i = 0; i < 300; i++) {
      reads("company behind one address", next(), later(), "198.51.100.1", 2);
    }
    for (int i = 0; i < 80; i++) {
      // Its scanner sits behind the same address.
      String recipient = next();
      for (int link = 0; link < LINKS; link++) {
        clicks(
            "scanner at the address of people",
            recipient,
            1 + random.nextInt(3),
            "198.51.100.2",
            link,
            true);
      }
      if (i % 8 == 0) {
        tabs("opens tabs at the address of a scanner", recipient, "198.51.100.2", true);
      } else {
        // Two are there while the scanner is.
        int at = i < 3 ? 4 : later();
        reads("people at the address of a scanner", recipient, at, "198.51.100.2", 2);
      }
    }
    for (int i = 0; i < 150; i++) {
      String recipient = next();
      String home = home();
      int open = 1 + random.nextInt(5);
      opens("opens within seconds", recipient, open, home, false);
      clicks("opens within seconds", recipient, open + 6 + random.nextInt(60), home, 0, false);
    }
    for (int i = 0; i < 15; i++) {
      String recipient = next();
      String home = home();
      opens("clicks within seconds", recipient, 2, home, false);
      clicks("clicks within seconds", recipient, 4 + random.nextInt(2), home, 0, false);
    }
    for (int i = 0; i < 100; i++) {
      String recipient = next();
      String home = home();
      int at = later();
      opens("all links over minutes", recipient, at, home, false);
      for (int link = 0; link < LINKS; link++) {
        at += 15 + random.nextInt(60);
        clicks("all links over minutes", recipient, at, home, link, false);
      }
    }
    for (int i = 0; i < 60; i++) {
      tabs("opens tabs", next(), home(), true);
    }
    // Without images M1 sees no open: with a burst of tabs nothing tells them from a sandbox.
    tabs("opens tabs without images", next(), home(), false);
    for (int i = 0; i < 250; i++) {
      clicks("without images", next(), later(), home(), random.nextInt(LINKS), false);
    }
    for (int i = 0; i < 400; i++) {
      String recipient = next();
      int at = i < 18 ? 1 + i % 5 : later();
      opens("opens by a mail provider's proxy", recipient, at, "192.0.2." + i % 3, false);
      if (random.nextInt(4) == 0) {
        clicks(
            "opens by a mail provider's proxy",
            recipient,
            at + 8 + random.nextInt(90),
            home(),
            1,
            false);
      }
    }
  }

  private void tabs(String pattern, String recipient, String ip, boolean images) {
    int at = later();
    if (images) {
      opens(pattern, recipient, at, ip, false);
    }
    at += 10 + random.nextInt(30);
    for (int link = 0; link < 3; link++) {
      clicks(pattern, recipient, at + random.nextInt(5), ip, link, false);
    }
  }

  /** Opens, and perhaps clicks up to so many links, each after a while. */
  private void reads(String pattern, String recipient, int at, String ip, int most) {
    opens(pattern, recipient, at, ip, false);
    int clicked = random.nextInt(10) < 7 ? 1 + random.nextInt(most) : 0;
    int when = at;
    for (int i = 0; i < clicked; i++) {
      when += 3 + random.nextInt(50);
      clicks(pattern, recipient, when, ip, random.nextInt(LINKS), false);
    }
  }

  /** Seconds after the mail: some at once, most within hours, some after days. */
  private int later() {
    return (int) (20 + Math.min(10 * 24 * HOUR, -Math.log(1 - random.nextDouble()) * 4 * HOUR));
  }

  private String next() {
    return "p" + people++ + "@x.cn";
  }

  private String home() {
    return "100.64.%d.%d".formatted(people / 250, people % 250);
  }

  private void opens(String pattern, String recipient, int second, String ip, boolean machine) {
    row(pattern, recipient, Action.OPENED, second, ip, -1, machine);
  }

  private void clicks(
      String pattern, String recipient, int second, String ip, int link, boolean machine) {
    row(pattern, recipient, Action.CLICKED, second, ip, link, machine);
  }

  private void row(
      String pattern,
      String recipient,
      Action action,
      int second,
      String ip,
      int link,
      boolean machine) {
    Sighting sighting =
        new Sighting(
            recipient,
            action,
            SENT_AT.plusSeconds(second),
            SENT_AT,
            null,
            ip,
            link < 0 ? null : "https://x.cn/" + link,
            null);
    rows.add(new Row(pattern, sighting, machine));
  }
}
