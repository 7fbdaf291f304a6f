package io.m1bridge.kafka.streams;

import static org.apache.kafka.streams.CloseOptions.GroupMembershipOperation.LEAVE_GROUP;
import static org.apache.kafka.streams.CloseOptions.GroupMembershipOperation.REMAIN_IN_GROUP;

import io.m1bridge.kafka.access.AccessCheck;
import io.m1bridge.kafka.access.AccessNeeds;
import io.m1bridge.kafka.access.AccessWatch;
import io.m1bridge.kafka.access.Login;
import io.m1bridge.kafka.streams.StreamsState.Created;
import io.m1bridge.kafka.streams.StreamsState.Failed;
import io.m1bridge.kafka.streams.StreamsState.Rebalancing;
import io.m1bridge.kafka.streams.StreamsState.Running;
import io.m1bridge.kafka.streams.StreamsState.Stopped;
import io.m1bridge.kafka.streams.StreamsState.Waiting;
import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Supplier;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts and stops a Streams application; both of our Streams services use it instead of the
 * Quarkus extension, whose liveness is down while topics are missing. A service makes one in a
 * bean, calls {@link #start} at its start and {@link #close} at its stop, and answers its health by
 * {@link StreamsHealth}:
 *
 * <pre>{@code
 * void onStart(@Observes StartupEvent event) { lifecycle.start(); }
 * void onStop(@Observes ShutdownEvent event) { lifecycle.close(); }
 * @Liveness HealthCheck live() { return () -> StreamsHealth.liveness(lifecycle); }
 * @Readiness HealthCheck ready() { return () -> StreamsHealth.readiness(lifecycle); }
 * }</pre>
 *
 * <p>{@code start} returns at once: preparing the topics, which waits for Kafka, and the start
 * itself run in the background. A stream thread that dies of a bug is replaced a bounded number of
 * times; then the application ends and {@link #state} is {@link Failed}. One that lost Kafka is
 * replaced always. When the brokers refuse an operation, or the login, the application waits until
 * they do not; both are looked at while it runs, too.
 */
public final class StreamsLifecycle implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StreamsLifecycle.class);

  private final Preparation preparation;
  private final AccessNeeds.Others others;
  private final Supplier<Topology> topology;
  private final KafkaClientSupplier clients;
  private final Properties settings;
  private final Duration closeWithin;
  private final ThreadFailures failures;
  private final AccessWatch access;
  private final Duration deniedPause;
  private final Progress progress;
  private final StandbyWatch standbys;
  private final StreamsCounts counts = new StreamsCounts();

  private volatile Thread starter = daemon(this::run, "streams-start");
  private volatile StreamsState before = new Created();
  private volatile @Nullable KafkaStreams streams;
  private volatile @Nullable AccessNeeds needs;

  /**
   * @param preparation such as {@code problem -> topicSetup.awaitFit(owned, used, problem)}
   * @param topology made after the preparation
   * @param clients such as {@code StreamsClients}, for brokers with a policy for new topics
   * @param settings from {@link StreamsSettings}
   * @param options how long a stop may take and how often a thread is replaced
   */
  public StreamsLifecycle(
      Preparation preparation,
      Supplier<Topology> topology,
      KafkaClientSupplier clients,
      Properties settings,
      StreamsOptions options,
      Clock clock) {
    this(preparation, topology, AccessNeeds.Others.NONE, clients, settings, options, clock);
  }

  /** Also says what other clients of the service need rights for. */
  public StreamsLifecycle(
      Preparation preparation,
      Supplier<Topology> topology,
      AccessNeeds.Others others,
      KafkaClientSupplier clients,
      Properties settings,
      StreamsOptions options,
      Clock clock) {
    this.preparation = preparation;
    this.others = others;
    this.topology = topology;
    this.clients = clients;
    this.settings = settings;
    this.closeWithin = options.closeWithin();
    this.failures = new ThreadFailures(clock, options.threadReplacements());
    this.access =
        new AccessWatch(
            new AccessCheck(StreamsSettings.adminOf(settings)), options.accessCheckEvery());
    this.deniedPause = options.deniedPause();
    this.progress =
        new Progress(clock, options.progressWithin(), () -> KafkaProbe.answers(settings));
    this.standbys = StandbyWatch.of(settings, clock);
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Starts in the background; once. */
  public void start() {
    before = new Waiting("Kafka and its topics are being checked");
    starter.start();
  }

  private void run() {
    try {
      preparation.await(this::waitingFor);
      Topology made = topology.get();
      AccessNeeds all =
          AccessNeeds.of(settings.getProperty(StreamsConfig.APPLICATION_ID_CONFIG), made.describe())
              .and(others);
      needs = all;
      access.awaitGranted(all, deniedPause);
      StateDirectory.make(settings);
      new Changelogs(settings, clients, deniedPause).startsWith(made);
      new NamedMember(settings, deniedPause).startsWith(made);
      startStreams(made);
      access.start(all);
    } catch (InterruptedException e) {
      LOG.info("Stopped before Kafka Streams had started");
    } catch (RuntimeException e) {
      LOG.error("Kafka Streams cannot start", e);
      before = new Failed(describe(e));
    }
  }

  private synchronized void waitingFor(String problem) {
    if (before instanceof Waiting) {
      before = new Waiting(problem);
    }
  }

  private synchronized void startStreams(Topology topologyNow) {
    if (before instanceof Stopped) {
      return;
    }
    KafkaStreams made = new KafkaStreams(topologyNow, settings, clients);
    made.setUncaughtExceptionHandler(failure -> threadFailed(made, failure));
    made.setGlobalStateRestoreListener(counts);
    progress.restarted();
    streams = made;
    made.start();
  }

  private StreamThreadExceptionResponse threadFailed(KafkaStreams failed, Throwable failure) {
    return switch (FailureKind.of(failure)) {
      case DENIED -> denied(failed, failure);
      case WEATHER -> {
        LOG.warn("A stream thread lost Kafka and is replaced", failure);
        yield StreamThreadExceptionResponse.REPLACE_THREAD;
      }
      // A right that is missing may show as something else, such as a topic that is not there.
      case BUG -> access.problem().isPresent() ? denied(failed, failure) : bug(failure);
    };
  }

  /**
   * The brokers refuse what they allowed before: the application ends, and starts again when the
   * check, which says what to do, finds everything allowed. A new process would change nothing.
   */
  private synchronized StreamThreadExceptionResponse denied(
      KafkaStreams failed, Throwable failure) {
    if (streams == failed && !(before instanceof Stopped)) {
      Optional<String> login = Login.of(StreamsSettings.adminOf(settings)).problem(failure);
      (login.isPresent() ? LogLine.info(LOG) : LogLine.warn(LOG))
          .with(LogKey.REASON, describe(failure))
          .say("The brokers refuse something: Kafka Streams stops until they do not");
      streams = null;
      before = new Waiting(login.orElse("The brokers refuse an operation: " + describe(failure)));
      starter = daemon(() -> restart(failed), "streams-restart");
      starter.start();
    }
    return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
  }

  private void restart(KafkaStreams failed) {
    // Its threads hold the state directory until they have ended.
    while (!failed.close(closeOptions()) && !(before instanceof Stopped)) {
      LOG.info("Kafka Streams is not at its end yet");
    }
    try {
      access.awaitGranted(Objects.requireNonNull(needs), deniedPause);
      Thread.sleep(deniedPause.toMillis());
    } catch (InterruptedException e) {
      LOG.info("Stopped while the brokers refused something");
      return;
    }
    run();
  }

  private StreamThreadExceptionResponse bug(Throwable failure) {
    if (failures.mayReplace()) {
      LOG.error("A stream thread failed and is replaced", failure);
      return StreamThreadExceptionResponse.REPLACE_THREAD;
    }
    LOG.error(
        "A stream thread failed again: Kafka Streams ends here, the process must be restarted",
        failure);
    before = new Failed(describe(failure));
    return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
  }

  /** Leaves messages out: those of unexpected exceptions may quote contents. */
  private static String describe(Throwable failure) {
    @Nullable Throwable cause = failure.getCause();
    return failure.getClass().getSimpleName()
        + (cause == null ? "" : " by " + cause.getClass().getSimpleName());
  }

  /** Returns where the application is now. */
  public StreamsState state() {
    StreamsState own = before;
    @Nullable KafkaStreams made = streams;
    if (own instanceof Created || own instanceof Failed || own instanceof Stopped) {
      return own;
    }
    Optional<String> missing = access.problem();
    if (missing.isPresent()) {
      return new Waiting(missing.get());
    }
    if (made == null) {
      return own;
    }
    if (progress.stalled(counts.read(made.metrics()))) {
      return new Failed("Kafka answers, but nothing was committed or restored for too long");
    }
    return switch (made.state()) {
      case CREATED, REBALANCING -> new Rebalancing();
      case RUNNING -> new Running();
      case PENDING_SHUTDOWN, NOT_RUNNING -> new Stopped();
      case PENDING_ERROR, ERROR -> new Failed("Kafka Streams is in state " + made.state());
    };
  }

  /** What an operator should know of the group, which keeps nothing from working. */
  Optional<String> warning() {
    return state() instanceof Running ? standbys.warning() : Optional.empty();
  }

  /** Returns the client for interactive queries, once it has been started. */
  public Optional<KafkaStreams> streams() {
    return Optional.ofNullable(streams);
  }

  /**
   * Ends the application and leaves the group, unless the replica has a name in it, within the
   * configured time; also before it has started.
   */
  @Override
  public void close() {
    starter.interrupt();
    access.close();
    synchronized (this) {
      if (before instanceof Stopped) {
        return;
      }
      before = new Stopped();
    }
    @Nullable KafkaStreams made = streams;
    if (made != null && !made.close(closeOptions())) {
      LogLine.warn(LOG)
          .with(LogKey.WAIT, closeWithin)
          .say("Kafka Streams did not end in time: its last transaction will be aborted");
    }
  }

  /**
   * A stop that stays in the group makes the next start wait for the session time-out; not where
   * the replica has a name, by which the next start is known as the same member.
   */
  private CloseOptions closeOptions() {
    boolean named = settings.containsKey(StreamsSettings.INSTANCE_ID);
    return CloseOptions.groupMembershipOperation(named ? REMAIN_IN_GROUP : LEAVE_GROUP)
        .withTimeout(closeWithin);
  }
}
