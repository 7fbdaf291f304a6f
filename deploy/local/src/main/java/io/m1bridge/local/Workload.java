package io.m1bridge.local;

import io.m1bridge.contracts.Topics;
import io.m1bridge.guarantee.OneTerminalResult;
import io.m1bridge.local.crm.Change;
import io.m1bridge.local.crm.ChangeGenerator;
import io.m1bridge.local.crm.ChangeLines;
import io.m1bridge.local.crm.ChangeProducer;
import io.m1bridge.local.crm.Crm;
import io.m1bridge.local.crm.ExpectedContact;
import io.m1bridge.local.crm.HostileChanges;
import io.m1bridge.local.crm.JsonLines;
import io.m1bridge.local.crm.RowLines;
import io.m1bridge.local.options.RunOptions;
import io.m1bridge.local.options.UserError;
import io.m1bridge.local.report.Progress;
import io.m1bridge.local.simulator.Simulator;
import io.m1bridge.local.stack.Stack;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/** What the bridge is given to do: changes, invented or from a file, and campaigns. One thread. */
final class Workload implements AutoCloseable {
  private static final int MOST_BROKEN_SHOWN = 20;

  /** The ordinary changes of a hostile run are a backlog by their stamps too. */
  private static final Duration BACKLOG_AGE = Duration.ofDays(1);

  private final RunOptions options;
  private final Progress progress;
  private final String account;
  private final ChangeGenerator generator;
  private final HostileChanges hostile;
  private final ChangeLines lines;
  private final Crm crm;
  private final OneTerminalResult ledger = new OneTerminalResult();
  private final Feed feed;
  private int campaigns;

  Workload(RunOptions options, Stack stack, String runId, Clock clock, Progress progress) {
    this.options = options;
    this.progress = progress;
    this.account = stack.account();
    this.generator =
        new ChangeGenerator(new Random(options.seed()), clock, runId, account, options.notes());
    this.hostile = new HostileChanges(new Random(options.seed()), runId, account);
    this.lines = new ChangeLines(clock, runId, account);
    this.crm = new Crm(clock);
    this.feed =
        new Feed(
            ChangeProducer.to(
                stack.bootstrapServers(),
                options.mapping().isPresent()
                    ? RunOptions.MAPPED_TOPIC
                    : Topics.CONTACT_CHANGES.name()),
            crm,
            ledger,
            clock,
            options.hostile() ? BACKLOG_AGE : Duration.ZERO);
  }

  OneTerminalResult ledger() {
    return ledger;
  }

  /** How many records were sent of which only a mapping knows what they are. */
  long unjudged() {
    return feed.unjudged();
  }

  /** What M1 has to show for all that was sent. */
  Map<String, ExpectedContact> expected() {
    return crm.expected();
  }

  /** How many contacts there are now. */
  int contacts() {
    return crm.size();
  }

  /** Sends the whole of a finite run's changes and waits until they are safe. */
  void sendAll() {
    if (options.input().isPresent()) {
      sendInput(options.input().get());
    } else {
      generator.history(options.contacts(), options.changes(), feed::send);
      if (options.hostile()) {
        hostile.history(options.contacts(), feed::send);
      }
    }
    feed.flush();
  }

  /** Sends one more invented change. */
  void sendNext() {
    Change change = generator.next();
    feed.send(change);
    feed.flush();
  }

  private void sendInput(String input) {
    String name = input.equals("-") ? "Standard input" : input;
    int[] broken = {0};
    Consumer<JsonLines.BrokenLine> skipped =
        line -> {
          if (++broken[0] <= MOST_BROKEN_SHOWN) {
            progress.say(name + ", line " + line.number() + ", skipped: " + line.reason());
          }
        };
    try (BufferedReader reader = open(input)) {
      if (options.mapping().isPresent()) {
        new RowLines().read(reader, feed::send, skipped);
      } else {
        lines.read(reader, feed::send, skipped);
      }
    } catch (NoSuchFileException e) {
      throw new UserError("There is no file " + input + ".", "Check the name after --input.", e);
    } catch (IOException e) {
      throw new UserError(
          "Cannot read " + input + ": " + e.getMessage() + ".",
          "It has to be a UTF-8 text that you may read.",
          e);
    }
    if (broken[0] > MOST_BROKEN_SHOWN) {
      progress.say(name + ": " + (broken[0] - MOST_BROKEN_SHOWN) + " more lines skipped");
    }
  }

  private static BufferedReader open(String input) throws IOException {
    return input.equals("-")
        ? new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
        : Files.newBufferedReader(Path.of(input));
  }

  /** Starts a campaign; half of its recipients are contacts, as far as there are enough. */
  void startCampaign(Simulator simulator, Duration duration, Duration lateDelay) {
    int number = ++campaigns;
    List<String> emails = new ArrayList<>();
    crm.emails().stream().limit(options.recipients() / 2).forEach(emails::add);
    for (int other = emails.size(); other < options.recipients(); other++) {
      emails.add("reader" + other + "@example.org");
    }
    try {
      simulator.startCampaign(
          "新品发布 " + number + " / Launch " + number,
          emails,
          duration,
          lateDelay,
          options.seed() * 1_000 + number);
    } catch (IOException e) {
      throw new IllegalStateException("The simulator started no campaign for " + account, e);
    }
  }

  @Override
  public void close() {
    feed.close();
  }
}
