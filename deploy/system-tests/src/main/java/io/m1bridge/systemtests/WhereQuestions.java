package io.m1bridge.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.process.ProcessFailure;
import io.m1bridge.process.ServiceProcess;
import io.m1bridge.process.http.Answer;
import io.m1bridge.process.http.JsonHttp;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Somebody who asks where a contact is, all the time, as a balancer would have it: of the replicas
 * of contact-sync one by one, and the next one where a connection is refused. Answered is also what
 * was answered by 503 with {@code Retry-After} first, and well within 5 s.
 */
final class WhereQuestions implements AutoCloseable {

  private static final double TO_BE_ANSWERED = 0.999;
  private static final Duration EVERY = Duration.ofMillis(50);
  private static final Duration AGAIN_WITHIN = Duration.ofSeconds(5);
  private static final Duration UP_WITHIN = Duration.ofMinutes(3);
  private static final Duration STOPS_WITHIN = Duration.ofSeconds(30);
  private static final String PAGE = "contact-sync    http";
  private static final String SERVICE = "contact-sync-service/target/quarkus-app/quarkus-run.jar";
  private static final Pattern SERVER =
      Pattern.compile("application-server=(127\\.0\\.0\\.1:\\d+)");

  private final JsonHttp http = new JsonHttp(AGAIN_WITHIN);
  private final List<URI> replicas;
  private final String token;
  private final RandomGenerator random;
  private final Thread thread = new Thread(this::ask, "where-questions");
  private volatile boolean stopping;
  private List<String> contacts = List.of();
  private int asked;
  private int atOnce;
  private int afterAll;
  private final List<String> unanswered = new ArrayList<>();

  private WhereQuestions(List<URI> replicas, String token, RandomGenerator random) {
    this.replicas = replicas;
    this.token = token;
    this.random = random;
    thread.setDaemon(true);
  }

  /** Begins, once the run has told where its pages are. */
  static WhereQuestions of(ServiceProcess run, RandomGenerator random) throws IOException {
    String page =
        RunOnceProcess.lines(run, PAGE).stream()
            .findFirst()
            .orElseThrow(() -> new ProcessFailure("./run did not say where its pages are"));
    List<URI> replicas =
        run.descendants()
            .flatMap(child -> child.info().commandLine().stream())
            .filter(line -> line.contains(SERVICE))
            .flatMap(WhereQuestions::address)
            .toList();
    WhereQuestions questions =
        new WhereQuestions(
            replicas, page.substring(page.indexOf("token=") + "token=".length()).strip(), random);
    questions.thread.start();
    return questions;
  }

  private static Stream<URI> address(String commandLine) {
    Matcher server = SERVER.matcher(commandLine);
    return server.find() ? Stream.of(URI.create("http://" + server.group(1))) : Stream.empty();
  }

  /** Waits until all replicas run, as a rolling restart does before it goes on to the next one. */
  void awaitAll() throws InterruptedException {
    Await.needs("every contact-sync", UP_WITHIN, () -> replicas.stream().allMatch(this::isRunning));
  }

  private boolean isRunning(URI replica) {
    try {
      Answer status = http.get(replica.resolve("/v1/status")).answer();
      return status.isOk() && status.json().path("running").asBoolean();
    } catch (IOException e) {
      return false;
    }
  }

  private void ask() {
    int next = random.nextInt(replicas.size());
    while (!stopping) {
      long began = System.nanoTime();
      synchronized (this) {
        learn(replicas.get(next % replicas.size()));
        one(next);
      }
      next++;
      pause(EVERY.toNanos() - (System.nanoTime() - began));
    }
  }

  private static void pause(long nanos) {
    try {
      TimeUnit.NANOSECONDS.sleep(Math.max(0, nanos));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Contacts that there are; before any is listed, one that there is not. */
  private void learn(URI replica) {
    if (!contacts.isEmpty()) {
      return;
    }
    try {
      Answer listed = answer(replica.resolve("/v1/accounts/demo/undelivered?limit=100"));
      List<String> found = new ArrayList<>();
      if (listed.isOk()) {
        for (JsonNode contact : listed.json().path("contacts")) {
          found.add(contact.path("contactKey").asText());
        }
      }
      contacts = List.copyOf(found);
    } catch (IOException e) {
      // Asked again next time.
    }
  }

  private void one(int first) {
    asked++;
    long until = System.nanoTime() + AGAIN_WITHIN.toNanos();
    String said = said(first);
    if (said.isEmpty()) {
      atOnce++;
      return;
    }
    while (said.equals("503") && System.nanoTime() < until) {
      pause(TimeUnit.SECONDS.toNanos(1));
      said = said(first);
    }
    if (said.isEmpty() && System.nanoTime() <= until) {
      afterAll++;
    } else {
      unanswered.add(said.isEmpty() ? "late" : said);
    }
  }

  /**
   * What the first replica said that takes a connection.
   *
   * @return empty for an answer; 503 if it says when to come again; else what went wrong
   */
  private String said(int first) {
    String key = contacts.isEmpty() ? "nobody" : contacts.get(random.nextInt(contacts.size()));
    String path = "/v1/contacts/demo/" + URLEncoder.encode(key, StandardCharsets.UTF_8);
    for (int turn = 0; turn < replicas.size(); turn++) {
      try {
        Answer answer = answer(replicas.get((first + turn) % replicas.size()).resolve(path));
        boolean moving = answer.status() == 503 && answer.header("Retry-After").isPresent();
        boolean known = answer.isOk() || answer.body().contains("contact-not-here");
        return known ? "" : moving ? "503" : "HTTP " + answer.status();
      } catch (ConnectException e) {
        // A balancer takes the next one.
      } catch (IOException e) {
        return e.getClass().getSimpleName();
      }
    }
    return "nobody listens";
  }

  private Answer answer(URI uri) throws IOException {
    return http.get(uri).header("Authorization", "token " + token).answer();
  }

  /** Stops, and says what came of it; less than 99.9 % is a violation. */
  void check(Round round) {
    close();
    synchronized (this) {
      double share = asked == 0 ? 0 : (atOnce + afterAll) / (double) asked;
      String figure =
          "where is this contact: %d asked, %d answered at once, %d at the second try within 5 s, %.3f %%"
              .formatted(asked, atOnce, afterAll, share * 100);
      round.say(figure);
      if (share < TO_BE_ANSWERED) {
        round.violation(figure + "; not answered: " + unanswered);
      }
    }
  }

  @Override
  public void close() {
    stopping = true;
    try {
      thread.join(STOPS_WITHIN.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
