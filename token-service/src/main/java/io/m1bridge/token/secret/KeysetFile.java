package io.m1bridge.token.secret;

import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import io.m1bridge.token.secret.Keyset.KeysetUnusable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file that the keyset comes from, read again when it changes: Kubernetes replaces a mounted
 * secret in place, and a rotation needs no restart. What cannot be used is reported once, and the
 * keys in use stay.
 *
 * <p>Why: {@code docs/rationale.md#a-keyset-that-lacks-a-needed-key-is-not-taken-over}.
 */
public final class KeysetFile {

  private static final Logger LOG = LoggerFactory.getLogger(KeysetFile.class);

  private final Path file;
  private final Keyset keyset;
  private String content;
  private @Nullable String told;

  /**
   * Reads it for the first time.
   *
   * @throws KeysetUnusable if it cannot be read or used
   */
  public KeysetFile(Path file) {
    this.file = file;
    try {
      this.content = Files.readString(file);
    } catch (IOException e) {
      throw new KeysetUnusable(
          "The file of m1bridge.token.keyset-file (M1BRIDGE_TOKEN_KEYSET_FILE) cannot be read: "
              + e.getClass().getSimpleName());
    }
    this.keyset = Keyset.parse(content);
  }

  public Keyset keyset() {
    return keyset;
  }

  /**
   * Looks whether the file has changed. By one thread at a time.
   *
   * @param needed keys that records of the log need
   * @return whether other keys are in use now
   */
  public boolean refresh(Set<KeyId> needed) {
    try {
      String next = Files.readString(file);
      if (next.equals(content)) {
        told = null;
        return false;
      }
      boolean differs = keyset.replace(next, needed);
      content = next;
      told = null;
      if (differs) {
        LogLine.info(LOG)
            .with(LogKey.KEY_IDS, keyset.ids())
            .with(LogKey.KEY_ID, keyset.primary())
            .say("Keyset read again; the primary key is named");
      }
      return differs;
    } catch (IOException e) {
      tell("it cannot be read: " + e.getClass().getSimpleName());
    } catch (KeysetUnusable e) {
      tell(String.valueOf(e.getMessage()));
    }
    return false;
  }

  private void tell(String problem) {
    if (!problem.equals(told)) {
      told = problem;
      LogLine.error(LOG)
          .with(LogKey.REASON, problem)
          .say("The changed keyset file is not used, the keys of before stay in use");
    }
  }
}
