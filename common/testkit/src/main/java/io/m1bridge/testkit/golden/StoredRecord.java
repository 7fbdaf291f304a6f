package io.m1bridge.testkit.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.contracts.ContractJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A record of a state store as a version before wrote it. One that cannot be read ends the task
 * after an upgrade, one that is read as something else loses what was known.
 *
 * <p>They stand in files of one JSON object a line: {@code type} (class, as {@link Class#getName}),
 * {@code stored} (the value) and, where this version means to write it otherwise, {@code becomes}.
 * Lines are never edited, but for {@code becomes} and for {@code type} where the class has moved; a
 * release adds a file with what it stores.
 *
 * @param type name of the record's class
 * @param stored as it stands in the store
 * @param becomes what has to be in it after it was read and written again
 */
public record StoredRecord(String type, JsonNode stored, JsonNode becomes) {

  /**
   * All of a directory, in order of file names.
   *
   * @throws UncheckedIOException when one cannot be read
   */
  public static List<StoredRecord> in(Path directory) {
    List<StoredRecord> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.sorted().toList()) {
        for (String line : Files.readAllLines(file)) {
          JsonNode golden = ContractJson.mapper().readTree(line);
          JsonNode stored = golden.required("stored");
          JsonNode becomes = golden.has("becomes") ? golden.required("becomes") : stored;
          found.add(new StoredRecord(golden.required("type").asText(), stored, becomes));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  /**
   * Reads it by today's class and writes it again: everything that it held has to be there.
   *
   * @throws AssertionError when a part is gone or is something else
   */
  public void assertReadable() throws ReflectiveOperationException, IOException {
    byte[] bytes = ContractJson.mapper().writeValueAsBytes(stored);
    Object read = ContractJson.mapper().readValue(bytes, Class.forName(type));
    byte[] again = ContractJson.mapper().writeValueAsBytes(read);
    assertHolds("", ContractJson.mapper().readTree(again), becomes);
  }

  /** Fields that came later may be there beside those of before. */
  private static void assertHolds(String path, JsonNode written, JsonNode before) {
    if (before.isArray() && !before.path(0).isContainerNode()) {
      // Some are sets.
      assertThat(written).as(path).containsExactlyInAnyOrderElementsOf(before);
      return;
    }
    if (before.isArray()) {
      assertThat(written).as(path).hasSameSizeAs(before);
      for (int i = 0; i < before.size(); i++) {
        assertHolds(path + "/" + i, written.get(i), before.get(i));
      }
      return;
    }
    if (!before.isObject()) {
      assertThat(written).as(path).isEqualTo(before);
      return;
    }
    before
        .properties()
        .forEach(
            field -> {
              String name = path + "/" + field.getKey();
              assertThat(written.has(field.getKey())).as(name).isTrue();
              assertHolds(name, written.get(field.getKey()), field.getValue());
            });
  }

  @Override
  public String toString() {
    return type.substring(type.lastIndexOf('.') + 1) + " " + Integer.toHexString(stored.hashCode());
  }
}
