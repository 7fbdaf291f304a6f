package io.m1bridge.token.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.Parameters;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.mac.MacConfig;
import com.google.crypto.tink.mac.PredefinedMacParameters;
import io.m1bridge.token.secret.Keyset.KeysetUnusable;
import io.m1bridge.token.secret.Keyset.UnreadableSecret;
import io.m1bridge.token.secret.Keyset.Why;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class KeysetTest {

  private static final byte[] CLEAR = "clear".getBytes(StandardCharsets.UTF_8);

  @Test
  void shouldReadWhatOlderKeysMadeAndWriteWithThePrimaryOne() throws Exception {
    String first = Keyset.generate();
    Keyset keyset = Keyset.parse(first);
    KeyId old = keyset.primary();
    byte[] before = keyset.encrypt(CLEAR, "demo");

    assertThat(keyset.replace(Keysets.rotated(first), Set.of(old))).isTrue();

    assertThat(keyset.decrypt(before, "demo")).isEqualTo(CLEAR);
    assertThat(Keyset.keyOf(before)).contains(old);
    assertThat(keyset.ids()).hasSize(2).startsWith(old).endsWith(keyset.primary());
    assertThat(Keyset.keyOf(keyset.encrypt(CLEAR, "demo"))).contains(keyset.primary());
  }

  @Test
  void shouldReadBeforeThePromotionWhatIsWrittenAfterIt() throws Exception {
    String first = Keyset.generate();
    String added = Keysets.withNewerKey(first);
    Keyset slow = Keyset.parse(added);
    Keyset quick = Keyset.parse(Keysets.promoted(added));
    assertThat(slow.primary()).isEqualTo(Keyset.parse(first).primary());
    assertThat(slow.decrypt(quick.encrypt(CLEAR, "x"), "x")).isEqualTo(CLEAR);
    assertThat(quick.decrypt(slow.encrypt(CLEAR, "x"), "x")).isEqualTo(CLEAR);
  }

  @Test
  void shouldNameTheKeyThatIsMissing() {
    Keyset stranger = Keyset.parse(Keyset.generate());
    byte[] cipher = stranger.encrypt(CLEAR, "demo");
    UnreadableSecret e = unreadable(Keyset.parse(Keyset.generate()), cipher, "demo");
    assertThat(e.why()).isEqualTo(Why.UNKNOWN_KEY);
    assertThat(e).hasMessageContaining("key " + stranger.primary() + " is not in the keyset");
  }

  @Test
  void shouldTellDamageFromAMissingKey() {
    Keyset keyset = Keyset.parse(Keyset.generate());
    byte[] cipher = keyset.encrypt(CLEAR, "demo");
    byte[] flipped = cipher.clone();
    flipped[flipped.length - 1] ^= 1;
    assertThat(unreadable(keyset, flipped, "demo").why()).isEqualTo(Why.DAMAGED);
    assertThat(unreadable(keyset, flipped, "demo"))
        .hasMessageContaining("key " + keyset.primary() + " is there but does not open it");
    assertThat(unreadable(keyset, cipher, "other").why()).isEqualTo(Why.DAMAGED);
    assertThat(unreadable(keyset, new byte[] {1, 2, 3}, "demo").why()).isEqualTo(Why.DAMAGED);
    assertThat(unreadable(keyset, new byte[20], "demo"))
        .hasMessageContaining("its beginning names no key");
  }

  @Test
  void shouldNotLoseAKeyThatIsNeeded() throws Exception {
    String both = Keysets.rotated(Keyset.generate());
    Keyset keyset = Keyset.parse(both);
    KeyId old = keyset.ids().get(0);
    String without = Keysets.without(both, old);
    assertThatThrownBy(() -> keyset.replace(without, Set.of(old)))
        .isInstanceOf(KeysetUnusable.class)
        .hasMessageContaining(old.toString());
    assertThat(keyset.ids()).contains(old);
    // A key that was never there cannot be lost.
    assertThat(keyset.replace(without, Set.of(new KeyId(1)))).isTrue();
    assertThat(keyset.ids()).doesNotContain(old);
    assertThat(keyset.replace(without, Set.of())).isFalse();
  }

  static Stream<Arguments> unusable() throws Exception {
    String good = Keyset.generate();
    String id = Keyset.parse(good).primary().toString();
    return Stream.of(
        Arguments.of("", "is empty"),
        Arguments.of("AAAA", "is not JSON"),
        Arguments.of("{}", "holds no key"),
        Arguments.of("{\"primaryKeyId\":1,\"key\":[]}", "holds no key"),
        Arguments.of("{\"encryptedKeyset\":\"AAAA\"}", "is encrypted"),
        Arguments.of(good.replace("AesGcmKey", "NoSuchKey"), "is not for AEAD"),
        Arguments.of(good.replace("TINK", "RAW"), "output prefix type TINK"),
        Arguments.of(good.replace("TINK", "CRUNCHY"), "output prefix type TINK"),
        Arguments.of(good.replace("ENABLED", "DISABLED"), "Tink AEAD keyset"),
        Arguments.of(
            good.replace("\"primaryKeyId\":" + id, "\"primaryKeyId\":1"), "Tink AEAD keyset"),
        Arguments.of(json(PredefinedMacParameters.HMAC_SHA256_128BITTAG), "is not for AEAD"),
        Arguments.of(
            json(
                AesGcmParameters.builder()
                    .setIvSizeBytes(12)
                    .setKeySizeBytes(32)
                    .setTagSizeBytes(16)
                    .setVariant(AesGcmParameters.Variant.NO_PREFIX)
                    .build()),
            "output prefix type TINK"));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("unusable")
  void shouldSayWhatIsWrongWithAKeysetAndNeverRepeatIt(String json, String problem) {
    assertThatThrownBy(() -> Keyset.parse(json))
        .isInstanceOf(KeysetUnusable.class)
        .hasMessageContaining(problem)
        .hasNoCause()
        .message()
        .satisfies(message -> assertThat(values(json)).noneMatch(message::contains));
  }

  private static List<String> values(String json) {
    return Stream.of(json.split("\"")).filter(part -> part.length() > 30).toList();
  }

  private static String json(Parameters parameters) throws Exception {
    AeadConfig.register();
    MacConfig.register();
    return TinkJsonProtoKeysetFormat.serializeKeyset(
        KeysetHandle.generateNew(parameters), InsecureSecretKeyAccess.get());
  }

  private static UnreadableSecret unreadable(Keyset keyset, byte[] cipher, String boundTo) {
    return catchThrowableOfType(UnreadableSecret.class, () -> keyset.decrypt(cipher, boundTo));
  }
}
