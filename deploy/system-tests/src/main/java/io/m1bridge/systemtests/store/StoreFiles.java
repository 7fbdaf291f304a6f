package io.m1bridge.systemtests.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.DBOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/**
 * One RocksDB of a process that has ended: {@code STATE/APPLICATION/SUBTOPOLOGY_PARTITION/rocksdb/
 * STORE}. Records stand in the default column family; Streams 4.4 keeps offsets in another one.
 */
record StoreFiles(Path task, String store) {

  private static final int DEPTH = 4;

  /** Returns those of all tasks. */
  static List<StoreFiles> below(Path stateDirectory) throws IOException {
    try (Stream<Path> all = Files.walk(stateDirectory, DEPTH)) {
      return all.filter(Files::isDirectory)
          .filter(path -> path.getName(path.getNameCount() - 2).toString().equals("rocksdb"))
          .map(path -> new StoreFiles(path.resolve("../..").normalize(), name(path)))
          .toList();
    }
  }

  int partition() {
    String id = name(task);
    return Integer.parseInt(id.substring(id.indexOf('_') + 1));
  }

  String changelog() {
    return name(task.resolve("..").normalize()) + "-" + store + "-changelog";
  }

  private Path directory() {
    return task.resolve("rocksdb").resolve(store);
  }

  private static String name(Path path) {
    return path.getName(path.getNameCount() - 1).toString();
  }

  Contents contents() throws RocksDBException {
    RocksDB.loadLibrary();
    List<ColumnFamilyHandle> handles = new ArrayList<>();
    try (DBOptions options = new DBOptions();
        RocksDB db = RocksDB.openReadOnly(options, directory().toString(), families(), handles)) {
      Contents contents = new Contents();
      try (RocksIterator entries = db.newIterator()) {
        for (entries.seekToFirst(); entries.isValid(); entries.next()) {
          contents.put(entries.key(), entries.value());
        }
        entries.status();
      }
      handles.forEach(ColumnFamilyHandle::close);
      return contents;
    }
  }

  private List<ColumnFamilyDescriptor> families() throws RocksDBException {
    try (Options options = new Options()) {
      List<byte[]> names = RocksDB.listColumnFamilies(options, directory().toString());
      // All must be opened, in any order; the iterator above reads the default one.
      if (names.stream().noneMatch(name -> Arrays.equals(name, RocksDB.DEFAULT_COLUMN_FAMILY))) {
        throw new IllegalStateException(this + " has no default column family");
      }
      return names.stream().map(ColumnFamilyDescriptor::new).toList();
    }
  }

  @Override
  public String toString() {
    return name(task) + " " + store;
  }
}
