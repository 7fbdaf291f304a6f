package io.m1bridge.kafka.streams;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What an operator may say about a service's Kafka Streams. */
@ConfigMapping(prefix = "m1bridge.streams")
public interface StreamsOptions {

  /**
   * Where state stores live; keep it over restarts: a clean stop then starts warm. One directory
   * per replica.
   */
  @WithDefault("${java.io.tmpdir}/m1-bridge-streams")
  Path stateDir();

  /** Stream threads of this process. */
  @WithDefault("1")
  int threads();

  /** Copies of each store on other replicas, which take over without restoring. */
  @WithDefault("0")
  int standbyReplicas();

  /**
   * How often a transaction is committed: results are visible to read_committed readers after it.
   * What cannot wait asks for a commit itself. Each commit writes a marker to every partition of
   * the transaction: with 100 ms a backlog took a third longer than with 500 ms.
   */
  @WithDefault("500ms")
  Duration commitInterval();

  /**
   * Within how long a dead replica is noticed; at least the brokers' {@code
   * group.min.session.timeout.ms}.
   */
  @WithDefault("6s")
  Duration sessionTimeout();

  /**
   * The name of this replica in its group, the same after each restart and no other replica's. With
   * it a stop does not leave the group: nothing is moved to other replicas unless this one stays
   * away for longer than the session time-out, so give that as long as a restart takes. Without it
   * a stop leaves the group and the others take over at once.
   */
  Optional<String> instanceId();

  /** After how long a dead replica's open transaction stops holding back readers. */
  @WithDefault("10s")
  Duration transactionTimeout();

  /**
   * How long a stop may take; below the process' own grace period ({@code
   * quarkus.shutdown.timeout}).
   */
  @WithDefault("8s")
  Duration closeWithin();

  /** RocksDB's block cache for all stores of the process together, in bytes. */
  @WithDefault("67108864")
  long rocksdbCacheBytes();

  /**
   * Whether stores keep what is not committed in memory (KIP-892): they outlive a SIGKILL. Without
   * it a SIGKILL restores every store whole.
   */
  @WithDefault("false")
  boolean transactionalStores();

  /**
   * Write buffer of one store of one partition, in bytes; what is restored or written goes to disk
   * when it is full. Less means more and smaller files; a store takes twice as much while it
   * writes.
   */
  @WithDefault("1048576")
  long rocksdbStoreWriteBufferBytes();

  /** Gone: one limit for the write buffers of all stores together. Whoever sets it is told so. */
  Optional<String> rocksdbWriteBufferBytes();

  /**
   * {@code host:port} under which the other replicas reach this one, for queries of stores that it
   * owns.
   */
  Optional<String> applicationServer();

  /**
   * How often a failed stream thread is replaced within ten minutes, before the process says that
   * it is not alive.
   */
  @WithDefault("5")
  int threadReplacements();

  /**
   * How long Kafka may answer while nothing is committed and nothing restored, before the process
   * says that it is not alive.
   */
  @WithDefault("15m")
  Duration progressWithin();

  /** How long to wait before the next start after the brokers have refused an operation. */
  @WithDefault("5s")
  Duration deniedPause();

  /** How often the brokers are asked whether everything is still allowed. */
  @WithDefault("30s")
  Duration accessCheckEvery();

  /** Any other Kafka Streams setting by its own name; wins over what is set here. */
  Map<String, String> properties();
}
