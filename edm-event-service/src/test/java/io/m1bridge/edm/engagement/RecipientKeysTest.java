package io.m1bridge.edm.engagement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What events are keyed by. */
class RecipientKeysTest {

  private static final String SECRET = "0123456789abcdef0123456789abcdef";

  @TempDir Path directory;

  /** One property, so that the interface can be read alone. */
  @ConfigMapping(prefix = "test")
  interface Holder {
    RecipientSettings recipients();
  }

  private static RecipientKeys keys(Map<String, String> settings) {
    return new SmallRyeConfigBuilder()
        .withMapping(Holder.class)
        .withSources(new PropertiesConfigSource(settings, "test", 100))
        .build()
        .getConfigMapping(Holder.class)
        .recipients()
        .keys();
  }

  @Test
  void shouldBeTheCanonicalAddressUnlessToldOtherwise() {
    RecipientKeys keys = keys(Map.of());

    assertThat(keys.areHmacs()).isFalse();
    assertThat(keys.of(" Wang@X.cn")).isEqualTo("wang@x.cn");
  }

  /** As docs/subscribers.md says: {@code hmac.new(secret, address, "sha256")}. */
  @Test
  void shouldBeTheHmacOfTheCanonicalAddress() throws IOException {
    Path file = Files.writeString(directory.resolve("secret"), SECRET + "\n");
    RecipientKeys keys =
        keys(Map.of("test.recipients.key", "hmac", "test.recipients.secret-file", file.toString()));

    assertThat(keys.areHmacs()).isTrue();
    assertThat(keys.of("wang@x.cn"))
        .isEqualTo("db539f907d74d31698e1c94435c456f929eaa4cea93fc541aa93371a539d34b0")
        .isEqualTo(keys.of(" Wang@X.cn"))
        .isNotEqualTo(keys.of("li@x.cn"));
    assertThat(keys.of(" ")).isEmpty();
  }

  @Test
  void shouldNameTheSettingOfASecretThatIsMissingOrCanBeGuessed() {
    assertThatThrownBy(() -> keys(Map.of("test.recipients.key", "hmac")))
        .hasMessageContaining("m1bridge.edm.recipients.secret-file");
    assertThatThrownBy(
            () ->
                keys(Map.of("test.recipients.key", "hmac", "test.recipients.secret", "too short")))
        .hasMessageContaining("m1bridge.edm.recipients.secret")
        .hasMessageNotContaining("too short");
  }
}
