package io.m1bridge.edm.engagement;

import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** How recipients stand in keys; the settings of {@code m1bridge.edm.recipients}. */
public interface RecipientSettings {

  /** What events are keyed by. */
  enum Key {
    ADDRESS,
    HMAC
  }

  /** The canonical address, or its HMAC; see docs/subscribers.md before it is changed. */
  @WithDefault("address")
  Key key();

  /** A file that holds the secret of HMACs, and nothing else. */
  Optional<Path> secretFile();

  /** The secret itself ({@code M1BRIDGE_EDM_RECIPIENTS_SECRET}), if there is no file. */
  Optional<String> secret();

  /**
   * As they are set.
   *
   * @throws IllegalArgumentException where the secret is missing, or too short
   */
  default RecipientKeys keys() {
    if (key() == Key.ADDRESS) {
      return RecipientKeys.ADDRESSES;
    }
    return RecipientKeys.hmac(
        secretFile()
            .map(RecipientSettings::read)
            .or(this::secret)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "m1bridge.edm.recipients.key=hmac needs m1bridge.edm.recipients.secret-file")));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "m1bridge.edm.recipients.secret-file cannot be read: " + file, e);
    }
  }
}
