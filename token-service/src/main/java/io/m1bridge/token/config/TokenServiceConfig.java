package io.m1bridge.token.config;

import io.m1bridge.token.refresh.RefreshSettings.UnknownOutcome;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Everything an operator can say to token-service, except Kafka's and M1's addresses. */
@ConfigMapping(prefix = "m1bridge.token")
public interface TokenServiceConfig {

  /** A file with the Tink keyset (clear JSON) that protects the log; {@code --generate-keyset}. */
  @WithDefault("${M1BRIDGE_TOKEN_KEYSET_FILE:}")
  Optional<Path> keysetFile();

  /** The keyset itself, where a variable is easier than a file; the file wins. */
  @WithDefault("${M1BRIDGE_TOKEN_KEYSET:}")
  Optional<String> keyset();

  /** The address of this service as a browser sees it; M1 sends the browser back to it. */
  @WithDefault("${M1BRIDGE_PUBLIC_URL:http://127.0.0.1:8081}")
  URI publicUrl();

  /** The address at which other replicas reach this one. */
  @WithDefault("${M1BRIDGE_ADVERTISED_URL:http://127.0.0.1:${quarkus.http.port:8081}}")
  URI advertisedUrl();

  /** The consumer group of the replicas, and the beginning of their transactional ids. */
  @WithDefault("m1bridge-token-service")
  String group();

  /** After so long without a heartbeat a replica loses its accounts to another. */
  @WithDefault("6s")
  Duration sessionTimeout();

  /** How often the brokers are asked whether everything that the service does is still allowed. */
  @WithDefault("30s")
  Duration accessCheckEvery();

  /**
   * How often a small record makes Kafka close the segments of the state topic that are old enough,
   * so that erased secrets leave its disks although nothing else is written.
   */
  @WithDefault("10m")
  Duration erasureBeat();

  /**
   * What becomes of an account that the configuration declared and no longer declares: {@code keep}
   * or {@code erase}.
   */
  @WithDefault("keep")
  RemovedAccounts removedAccounts();

  /** How long an account must be gone from the configuration of a running owner to be erased. */
  @WithDefault("24h")
  Duration eraseAfter();

  Refresh refresh();

  Metrics metrics();

  Jwks jwks();

  /** Who may call, by the subject of the JWT; the key is the caller's name. */
  Map<String, Caller> callers();

  /** When and how tokens are refreshed. */
  interface Refresh {

    /** How long after the intent the POST may still begin. */
    @WithDefault("5s")
    Duration sendWithin();

    /**
     * When the POST is surely over; longer than {@code send-within} and {@code
     * m1bridge.m1.token-timeout} together, which is checked at start. Default: these and 10 s for
     * clocks that differ between replicas.
     */
    Optional<Duration> answerWithin();

    @WithDefault("30s")
    Duration firstRetry();

    @WithDefault("30m")
    Duration longestRetry();

    /**
     * So long M1's API may not know a token that was just issued: a report that it refused such a
     * token has no effect, and says so.
     */
    @WithDefault("30s")
    Duration newTokenKnownAfter();

    /** {@code stop} or {@code replay-once}. */
    @WithDefault("stop")
    UnknownOutcome unknownOutcome();
  }

  /** How the keys of callers are read, beside {@code mp.jwt.verify.publickey.location}. */
  interface Jwks {

    /** PEM certificates that the address of the keys is trusted by; else the JVM's. */
    @WithDefault("${M1BRIDGE_JWKS_CA_FILE:}")
    Optional<Path> caFile();

    /** A bearer token to present to the address of the keys; read every time. */
    @WithDefault("${M1BRIDGE_JWKS_TOKEN_FILE:}")
    Optional<Path> tokenFile();

    /** A key that was taken away works for so long at most, while the keys can be read. */
    @WithDefault("5m")
    Duration refreshEvery();
  }

  /** What is measured. */
  interface Metrics {

    /**
     * With more accounts than this none has a time to expiry of its own, only the least of each
     * state.
     */
    @WithDefault("100")
    int accounts();
  }

  /** One line of the allow-list. */
  interface Caller {

    /** The {@code sub} of its JWT. */
    String subject();

    /** {@code token}, {@code permits}, {@code admin}. */
    List<Action> actions();

    /** Account ids, or {@code *}. */
    @WithDefault("*")
    List<String> accounts();

    /** Whose share pays for its calls. */
    @WithName("holder")
    Optional<String> holder();
  }

  /** What becomes of accounts that are gone from the configuration. */
  enum RemovedAccounts {
    /** They are reported, and work. */
    KEEP,
    /** They are erased after {@code erase-after}, unless no account is declared at all. */
    ERASE
  }

  /** What a caller may do. */
  enum Action {
    TOKEN,
    PERMITS,
    ADMIN
  }
}
