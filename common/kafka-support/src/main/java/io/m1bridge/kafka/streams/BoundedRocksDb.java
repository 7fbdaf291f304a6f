package io.m1bridge.kafka.streams;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;

/**
 * One block cache for all stores of the process, and small write buffers: by default each store
 * takes up to 100 MB per partition, which is gigabytes with 24 partitions.
 *
 * <p>Each store has write buffers of its own. RocksDB's one limit for all of them was tried, and
 * makes a few entries a full buffer as soon as the others hold what the limit allows.
 */
public final class BoundedRocksDb implements RocksDBConfigSetter {

  static final String CACHE_BYTES = "m1bridge.rocksdb.cache.bytes";
  static final String STORE_WRITE_BUFFER_BYTES = "m1bridge.rocksdb.store-write-buffer.bytes";

  private static final int ONE_STORE_WRITE_BUFFERS = 2;

  /** What a buffer takes with its first entry: most stores of most partitions hold little. */
  private static final long ARENA_BLOCK_BYTES = 64 * 1_024;

  private static final Map<Long, Cache> CACHES = new ConcurrentHashMap<>();

  @Override
  public void setConfig(String storeName, Options options, Map<String, Object> configs) {
    BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
    table.setBlockCache(CACHES.computeIfAbsent(bytes(configs, CACHE_BYTES), LRUCache::new));
    table.setCacheIndexAndFilterBlocks(true);
    table.setCacheIndexAndFilterBlocksWithHighPriority(true);
    table.setPinTopLevelIndexAndFilter(true);
    options.setTableFormatConfig(table);
    options.setWriteBufferSize(bytes(configs, STORE_WRITE_BUFFER_BYTES));
    options.setMaxWriteBufferNumber(ONE_STORE_WRITE_BUFFERS);
    options.setArenaBlockSize(ARENA_BLOCK_BYTES);
  }

  /** The cache stays: other stores use it. */
  @Override
  public void close(String storeName, Options options) {}

  private static long bytes(Map<String, Object> configs, String key) {
    @Nullable Object value = configs.get(key);
    if (value == null) {
      throw new IllegalStateException(key + " is not set: make the settings by StreamsSettings");
    }
    return Long.parseLong(value.toString());
  }
}
