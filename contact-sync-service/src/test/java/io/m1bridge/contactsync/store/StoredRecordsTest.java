package io.m1bridge.contactsync.store;

import io.m1bridge.testkit.golden.StoredRecord;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What versions before left in the stores is read by this one. */
class StoredRecordsTest {

  static List<StoredRecord> records() {
    return StoredRecord.in(Path.of("src/test/resources/stored"));
  }

  @ParameterizedTest
  @MethodSource("records")
  void shouldReadWhatAVersionBeforeStored(StoredRecord record) throws Exception {
    record.assertReadable();
  }
}
