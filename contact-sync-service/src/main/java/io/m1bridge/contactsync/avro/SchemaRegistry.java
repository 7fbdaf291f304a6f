package io.m1bridge.contactsync.avro;

import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import io.m1bridge.m1.Backoff;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Schemas of a registry. Each is asked for once, by a thread of its own, and kept. Where the
 * registry does not answer it is asked again, with growing pauses, for as long as somebody wants to
 * know: nothing is decided without it.
 */
public final class SchemaRegistry implements Schemas, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SchemaRegistry.class);

  /** The setting to look at where records wait. */
  private static final String SETTING = "m1bridge.contact-sync.schema-registry.url";

  /** What nobody asked for in this time is of no interest any more. */
  private static final Duration WANTED = Duration.ofMinutes(1);

  /** A registry that lags behind its leader learns an id soon. */
  private static final Duration UNKNOWN_FOR = Duration.ofMinutes(1);

  /** Ids that damage makes up take no more memory than this. */
  private static final int MAX_IDS = 10_000;

  private final Asked registry;
  private final Backoff backoff;
  private final Duration patience;
  private final Clock clock;
  private final Map<Integer, Entry> entries = new ConcurrentHashMap<>();
  private final ScheduledExecutorService worker =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "schema-registry");
            thread.setDaemon(true);
            return thread;
          });
  private volatile @Nullable String problem;

  /** Says what an id stands for. */
  @FunctionalInterface
  interface Asked {
    Found schema(int id) throws NoAnswer, InterruptedException;
  }

  /** What is known of an id. */
  private static final class Entry {
    private final CompletableFuture<Found> found = new CompletableFuture<>();
    private volatile Instant wantedAt;
    private volatile Instant foundAt = Instant.MAX;

    Entry(Instant now) {
      wantedAt = now;
    }

    /** Whether it was said to be unknown so long ago that it may be known by now. */
    boolean isStale(Instant now) {
      return found.getNow(null) instanceof Found.Unknown && foundAt.plus(UNKNOWN_FOR).isBefore(now);
    }
  }

  /**
   * @param patience how long {@link #get} waits
   */
  SchemaRegistry(Asked registry, Backoff backoff, Duration patience, Clock clock) {
    this.registry = registry;
    this.backoff = backoff;
    this.patience = patience;
    this.clock = clock;
  }

  /**
   * The registry of the settings; none without an address.
   *
   * @throws IllegalArgumentException if the settings do not fit together, naming them
   */
  public static Schemas of(SchemaRegistryConfig config, Clock clock) {
    if (config.url().isEmpty()) {
      return Schemas.none();
    }
    URI url = SignIn.web(config.url().get(), SETTING);
    config.headers().keySet().forEach(SchemaRegistry::requireSendable);
    HttpClient http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(config.timeout())
            .build();
    RegistryClient client =
        new RegistryClient(
            http, url, config.headers(), SignIn.of(config, http, clock), config.timeout());
    return new SchemaRegistry(
        client::schema,
        new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30)),
        config.timeout(),
        clock);
  }

  /** Some names are the HTTP client's own. */
  private static void requireSendable(String header) {
    try {
      HttpRequest.newBuilder().header(header, "any");
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "m1bridge.contact-sync.schema-registry.headers.\"" + header + "\" cannot be sent", e);
    }
  }

  @Override
  public boolean isSettled(int id) {
    return wanted(id).found.isDone();
  }

  @Override
  public Found get(int id) {
    try {
      return wanted(id).found.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw new SchemaPending(id);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SchemaPending(id);
    }
  }

  @Override
  public Optional<String> problem() {
    return Optional.ofNullable(problem)
        .map(why -> "Records in Avro wait for their schemas: " + why + "; look at " + SETTING);
  }

  private Entry wanted(int id) {
    Instant now = clock.instant();
    if (entries.size() > MAX_IDS) {
      entries.values().removeIf(entry -> entry.found.isDone());
    }
    Entry entry =
        entries.compute(
            id,
            (any, known) -> {
              if (known != null && !known.isStale(now)) {
                return known;
              }
              Entry made = new Entry(now);
              later(id, made, 0);
              return made;
            });
    entry.wantedAt = now;
    return entry;
  }

  private void later(int id, Entry entry, int failures) {
    Duration pause = failures == 0 ? Duration.ZERO : backoff.after(failures);
    try {
      worker.schedule(() -> ask(id, entry, failures), pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.info("A schema is not asked for: the service stops");
    }
  }

  private void ask(int id, Entry entry, int failures) {
    if (entry.wantedAt.plus(WANTED).isBefore(clock.instant())) {
      entries.remove(id, entry);
      solvedIfNothingWaits();
      return;
    }
    try {
      Found found = registry.schema(id);
      entry.foundAt = clock.instant();
      entry.found.complete(found);
      solvedIfNothingWaits();
    } catch (NoAnswer e) {
      failed(e.why());
      later(id, entry, failures + 1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      // A bug here must not end the asking: without an answer the record waits, and this says why.
      failed("a bug: " + e.getClass().getName());
      later(id, entry, failures + 1);
    }
  }

  private void failed(String why) {
    String before = problem;
    problem = why;
    if (!why.equals(before)) {
      LogLine.warn(LOG)
          .with(LogKey.SETTING, SETTING)
          .with(LogKey.REASON, why)
          .say("Records in Avro wait: the schema registry does not say what their schema is");
    }
  }

  private void solvedIfNothingWaits() {
    if (problem != null && entries.values().stream().allMatch(entry -> entry.found.isDone())) {
      problem = null;
      LOG.info("Records in Avro do not wait for the schema registry any more");
    }
  }

  @Override
  public void close() {
    worker.shutdownNow();
  }
}
