package io.m1bridge.kafka.streams;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.WriteBufferManager;

/**
 * One block cache and one limit for write buffers for all stores of the process: by default each
 * store takes up to 100 MB per partition, which is gigabytes with 24 partitions.
 */
public final class BoundedRocksDb implements RocksDBConfigSetter {

  static final String CACHE_BYTES = "m1bridge.rocksdb.cache.bytes";
  static final String WRITE_BUFFER_BYTES = "m1bridge.rocksdb.write-buffer.bytes";
  static final String STORE_WRITE_BUFFER_BYTES = "m1bridge.rocksdb.store-write-buffer.bytes";

  private static final int ONE_STORE_WRITE_BUFFERS = 2;

  private static final Map<Limits, Shared> SHARED = new ConcurrentHashMap<>();

  @Override
  public void setConfig(String storeName, Options options, Map<String, Object> configs) {
    Limits limits = new Limits(bytes(configs, CACHE_BYTES), bytes(configs, WRITE_BUFFER_BYTES));
    Shared shared = SHARED.computeIfAbsent(limits, Shared::of);
    BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
    table.setBlockCache(shared.cache());
    table.setCacheIndexAndFilterBlocks(true);
    table.setCacheIndexAndFilterBlocksWithHighPriority(true);
    table.setPinTopLevelIndexAndFilter(true);
    options.setTableFormatConfig(table);
    options.setWriteBufferManager(shared.writeBuffers());
    options.setWriteBufferSize(bytes(configs, STORE_WRITE_BUFFER_BYTES));
    options.setMaxWriteBufferNumber(ONE_STORE_WRITE_BUFFERS);
  }

  /** What is shared stays: other stores use it. */
  @Override
  public void close(String storeName, Options options) {}

  private static long bytes(Map<String, Object> configs, String key) {
    @Nullable Object value = configs.get(key);
    if (value == null) {
      throw new IllegalStateException(key + " is not set: make the settings by StreamsSettings");
    }
    return Long.parseLong(value.toString());
  }

  private record Limits(long cacheBytes, long writeBufferBytes) {}

  private record Shared(Cache cache, WriteBufferManager writeBuffers) {

    static Shared of(Limits limits) {
      Cache cache = new LRUCache(limits.cacheBytes());
      return new Shared(cache, new WriteBufferManager(limits.writeBufferBytes(), cache));
    }
  }
}
