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
record StoreFiles(Path directory) {

  private static final int DEPTH = 4;

  /** Returns those of all tasks. */
  static List<StoreFiles> below(Path stateDirectory) throws IOException {
    try (Stream<Path> all = Files.walk(stateDirectory, DEPTH)) {
      return all.filter(path -> path.getParent().endsWith("rocksdb"))
          .filter(Files::isDirectory)
          .map(StoreFiles::new)
          .toList();
    }
  }

  int partition() {
    String task = task().getFileName().toString();
    return Integer.parseInt(task.substring(task.indexOf('_') + 1));
  }

  String changelog() {
    return task().getParent().getFileName() + "-" + directory.getFileName() + "-changelog";
  }

  private Path task() {
    return directory.getParent().getParent();
  }

  Contents contents() throws RocksDBException {
    RocksDB.loadLibrary();
    List<ColumnFamilyHandle> handles = new ArrayList<>();
    try (DBOptions options = new DBOptions();
        RocksDB db = RocksDB.openReadOnly(options, directory.toString(), families(), handles)) {
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
      List<byte[]> names = RocksDB.listColumnFamilies(options, directory.toString());
      // All must be opened, in any order; the iterator above reads the default one.
      if (names.stream().noneMatch(name -> Arrays.equals(name, RocksDB.DEFAULT_COLUMN_FAMILY))) {
        throw new IllegalStateException(directory + " has no default column family");
      }
      return names.stream().map(ColumnFamilyDescriptor::new).toList();
    }
  }

  @Override
  public String toString() {
    return task().getFileName() + " " + directory.getFileName();
  }
}
