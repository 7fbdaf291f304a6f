package io.m1bridge.token.secret;

import io.m1bridge.token.secret.Keyset.KeysetUnusable;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** Where the keyset comes from. */
@ConfigMapping(prefix = "m1bridge.token")
public interface KeysetSettings {

  /** A file with the Tink keyset (clear JSON) that protects the log; {@code --generate-keyset}. */
  @WithDefault("${M1BRIDGE_TOKEN_KEYSET_FILE:}")
  Optional<Path> keysetFile();

  /** The keyset itself, where a variable is easier than a file; the file wins. */
  @WithDefault("${M1BRIDGE_TOKEN_KEYSET:}")
  Optional<String> keyset();

  /**
   * The keyset of {@link #keyset}.
   *
   * @throws KeysetUnusable if there is none, or it is none
   */
  default Keyset withoutFile() {
    return Keyset.parse(
        keyset()
            .orElseThrow(
                () ->
                    new KeysetUnusable(
                        "There is no key to protect tokens with: set M1BRIDGE_TOKEN_KEYSET_FILE to a file that"
                            + " 'java -jar quarkus-run.jar --generate-keyset' made")));
  }
}
