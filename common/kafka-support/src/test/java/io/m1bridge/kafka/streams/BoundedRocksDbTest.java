package io.m1bridge.kafka.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

class BoundedRocksDbTest {

  /** Three stores of 24 partitions. */
  private static final int STORES = 72;

  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable one : open) {
      one.close();
    }
  }

  private RocksDB store(Path directory) throws RocksDBException {
    Options options = new Options().setCreateIfMissing(true);
    options.setTableFormatConfig(new BlockBasedTableConfig());
    Map<String, Object> settings = new HashMap<>();
    StreamsSettings.of("app", Map.of("bootstrap.servers", "kafka:9092"), TestOptions.of(Map.of()))
        .forEach((name, value) -> settings.put(name.toString(), value));
    new BoundedRocksDb().setConfig("store", options, settings);
    RocksDB store = RocksDB.open(options, directory.toString());
    open.add(store);
    open.add(options);
    return store;
  }

  /** Each begins with a new version: a memtable was full, or taken for full. */
  private static long versions(List<RocksDB> stores) throws RocksDBException {
    long versions = 0;
    for (RocksDB store : stores) {
      versions += store.getLongProperty("rocksdb.current-super-version-number");
    }
    return versions;
  }

  /**
   * One limit for the write buffers of all stores did: the first block of each buffer, and there is
   * one for each store of each partition, came to more than the limit. So every commit wrote
   * buffers of a few entries to disk, and on a slow one it lasted longer than its transaction may.
   */
  @Test
  void shouldNotWriteBuffersOfAFewEntriesToDisk(@TempDir Path directory) throws Exception {
    List<RocksDB> stores = new ArrayList<>();
    for (int i = 0; i < STORES; i++) {
      stores.add(store(directory.resolve("store-" + i)));
    }
    long before = versions(stores);
    for (int commit = 0; commit < 100; commit++) {
      for (RocksDB store : stores) {
        store.put(ByteBuffer.allocate(Integer.BYTES).putInt(commit).array(), new byte[100]);
      }
    }
    assertThat(versions(stores)).isEqualTo(before);
  }
}
