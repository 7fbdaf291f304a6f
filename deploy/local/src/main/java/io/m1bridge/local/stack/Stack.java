package io.m1bridge.local.stack;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.contracts.Topics;
import io.m1bridge.guarantee.OneTerminalResult;
import io.m1bridge.local.options.RunOptions;
import io.m1bridge.local.options.RunOptions.M1Access;
import io.m1bridge.local.options.UserError;
import io.m1bridge.local.report.Progress;
import io.m1bridge.local.simulator.Simulator;
import io.m1bridge.local.stack.Addresses.Listener;
import io.m1bridge.local.verify.OutputReader;
import io.m1bridge.process.ChildCommand;
import io.m1bridge.process.KafkaCluster;
import io.m1bridge.process.LocalProcesses;
import io.m1bridge.process.ProcessFailure;
import io.m1bridge.process.ServiceProcess;
import io.m1bridge.process.http.JsonHttp;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * All processes of a run: Kafka, the simulator and the three services, in the order in which they
 * need each other. Methods are called in the order in which they stand here, by one thread; only
 * {@link #close} may come at any time from any thread.
 */
public final class Stack implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(3);
  private static final List<String> OUTPUTS =
      List.of(
          Topics.SYNC_RESULTS.name(),
          Topics.DEAD_LETTERS.name(),
          Topics.ENGAGEMENT.name(),
          Topics.EDM_DEAD_LETTERS.name(),
          Topics.CAMPAIGN_STATS.name(),
          Topics.LINK_STATS.name(),
          Topics.MACHINE_LIKELIHOOD.name(),
          Topics.SUPPRESSIONS.name());

  private final RunOptions options;
  private final Clock clock;
  private final Progress progress;
  private final LocalProcesses processes;
  private final Supervisor supervisor;
  private final ServiceCommands commands;
  private final Credentials credentials;

  /** Held until this process ends. */
  private final Optional<UsualPorts> usualPorts;

  private final Addresses addresses;
  private final String account;
  private final Optional<Simulator> simulator;
  private final M1Access m1;
  private final JsonHttp json = new JsonHttp();
  private final Map<ServiceProcess, URI> services = new LinkedHashMap<>();
  private @Nullable ServiceProcess simulatorProcess;
  private @Nullable KafkaCluster kafka;
  private @Nullable KafkaTopics topics;
  private Map<TopicPartition, Long> endsBefore = Map.of();
  private volatile boolean closing;

  /**
   * Chooses ports and makes keys; starts nothing yet.
   *
   * @param runId stands in the account's name where the Kafka outlives the run
   * @param checkout root of the checkout, built
   */
  public Stack(
      RunOptions options,
      RunDirectory directory,
      String runId,
      Path checkout,
      Clock clock,
      Progress progress) {
    this.options = options;
    this.clock = clock;
    this.progress = progress;
    this.processes = LocalProcesses.in(directory.path());
    this.supervisor = new Supervisor(progress, clock, directory::isHeld);
    this.usualPorts = UsualPorts.claim(Path.of(System.getProperty("java.io.tmpdir")));
    Ports ports = Ports.ofThisMachine(usualPorts.isPresent());
    this.addresses = Addresses.choose(ports, options.replicas());
    if (!ports.taken().isEmpty()) {
      progress.say("Ports " + ports.taken() + " are in use, or another run's: free ones are taken");
    }
    // A Kafka that stays still has what earlier runs left about their account.
    this.account = options.kafka().isEmpty() ? "demo" : "demo-" + runId;
    this.credentials = Credentials.make(directory, lastingKeyset(options, checkout), clock);
    this.m1 =
        options.m1().orElseGet(() -> credentials.simulatorAccess(addresses.simulator().http()));
    this.simulator =
        options.m1().isPresent()
            ? Optional.empty()
            : Optional.of(new Simulator(addresses.simulator().http(), account));
    this.commands =
        new ServiceCommands(
            checkout,
            directory,
            Packaging.of(options.containers(), directory),
            addresses,
            credentials,
            m1,
            account,
            options.mapping());
  }

  /** Starts Kafka, or finds the one that was named, and makes the topic that the CRM owns. */
  public void startKafka() {
    if (simulator.isPresent()) {
      simulatorProcess = processes.start(commands.simulator());
    }
    if (options.kafka().isPresent()) {
      kafka = KafkaCluster.external(options.kafka().get());
    } else {
      progress.say("Starting Kafka");
      kafka = KafkaCluster.start(processes, options.replicas().kafkaNodes());
      Child.ofKafka(processes.all(), kafka).forEach(supervisor::watch);
    }
    topics = KafkaTopics.of(kafka.bootstrapServers());
    topics.create(Topics.CONTACT_CHANGES);
    if (options.mapping().isPresent()) {
      topics.create(Topics.CONTACT_CHANGES.named(RunOptions.MAPPED_TOPIC));
    }
    if (options.hostile()) {
      topics.takeAnyTimestamp(Topics.CONTACT_CHANGES.name());
    }
    endsBefore = topics.ends(OUTPUTS);
  }

  /** Starts the services, all at once, and does not wait for them. */
  public void startServices() {
    progress.say("Starting the services");
    commands.services(bootstrapServers()).forEach(this::start);
  }

  private void start(ChildCommand command, Listener listener) {
    ServiceProcess process = processes.start(command);
    services.put(process, listener.ready());
    supervisor.watch(Child.of(process));
  }

  /** Waits until all are ready, and tells the addresses of their pages. */
  public void awaitReady() {
    if (simulatorProcess != null) {
      simulatorProcess.awaitReady(addresses.simulator().ready(), START);
      supervisor.watch(Child.irreplaceable(simulatorProcess));
    }
    List<String> starts = new ArrayList<>();
    services.forEach(
        (process, ready) -> {
          awaitReady(process, ready);
          starts.add(process.name() + " " + process.startMillis() / 1000.0 + " s");
        });
    progress.say("Ready: " + String.join(", ", starts));
    pages().signIn().forEach(progress::say);
    processes.all().forEach(p -> progress.say("  process " + p.pid() + "  " + p.name()));
  }

  /** One that dies while it starts is started again, as later. */
  private void awaitReady(ServiceProcess process, URI ready) {
    while (true) {
      try {
        process.awaitReady(ready, START);
        return;
      } catch (ProcessFailure e) {
        if (process.isAlive()) {
          throw e;
        }
        lookAfterProcesses();
      }
    }
  }

  /** The pages of this run. */
  public PageAddresses pages() {
    return new PageAddresses(addresses, credentials.uiToken(), simulator.isPresent());
  }

  /** Connects the account: by itself at the simulator, by a person at a real M1. */
  public void connectAccount() {
    new AccountConnection(options, progress, m1, account, this::lookAfterProcesses)
        .connect(
            new TokenService(addresses.tokenServices().get(0).http(), credentials, clock),
            pages().tokenService(),
            simulator);
  }

  /** A reader of all that the services publish from this run on. */
  public OutputReader outputs(OneTerminalResult ledger) {
    if (topics == null) {
      throw new IllegalStateException("Kafka is not started");
    }
    return OutputReader.of(
        bootstrapServers(),
        topics.starts(OUTPUTS, endsBefore),
        new OutputReader.Names(
            Topics.SYNC_RESULTS.name(),
            Topics.DEAD_LETTERS.name(),
            Topics.ENGAGEMENT.name(),
            Topics.EDM_DEAD_LETTERS.name(),
            Topics.CAMPAIGN_STATS.name(),
            Topics.LINK_STATS.name(),
            Topics.MACHINE_LIKELIHOOD.name(),
            Topics.SUPPRESSIONS.name()),
        account,
        ledger);
  }

  /**
   * Starts again what died, and renews the callers' tokens in time.
   *
   * @throws UserError if something cannot be kept alive
   */
  public void lookAfterProcesses() {
    credentials.renewIfDue();
    Optional<String> hopeless = supervisor.look();
    if (hopeless.isPresent()) {
      throw new UserError(hopeless.get(), "The run cannot go on without it.");
    }
  }

  public String bootstrapServers() {
    if (kafka == null) {
      throw new IllegalStateException("Kafka is not started");
    }
    return kafka.bootstrapServers();
  }

  /** The simulator, unless a real M1 is used. */
  public Optional<Simulator> simulator() {
    return simulator;
  }

  /**
   * What contact-sync tells of itself.
   *
   * @throws IOException if it does not answer
   */
  public JsonNode syncStatus() throws IOException {
    return json.get(addresses.contactSync().http().resolve("/v1/status")).ok();
  }

  /** Our id of the demo account. */
  public String account() {
    return account;
  }

  /** How often a process ended by itself, or was killed, and was started again. */
  public int restarts() {
    return supervisor.restarts();
  }

  /** Memory of all processes, this one included, in bytes; 0 where containers hide theirs. */
  public long residentBytes() {
    if (options.containers().isPresent()) {
      return 0;
    }
    return processes.residentBytes() + OwnMemory.residentBytes();
  }

  /** Whether the run is being ended. */
  public boolean closing() {
    return closing;
  }

  private static Optional<Path> lastingKeyset(RunOptions options, Path checkout) {
    return options
        .kafka()
        .map(
            kafka ->
                checkout
                    .resolve(".run")
                    .resolve("keyset-" + kafka.replaceAll("[^A-Za-z0-9.-]", "_") + ".json"));
  }

  /** Ends all processes, the latest first. */
  @Override
  public void close() {
    closing = true;
    supervisor.stop();
    processes.close();
    if (topics != null) {
      topics.close();
    }
  }
}
