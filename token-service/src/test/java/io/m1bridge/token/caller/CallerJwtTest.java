package io.m1bridge.token.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.m1bridge.token.caller.InvalidCallerToken.Why;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.OctJwkGenerator;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which JWT is believed, what is said about the others, and keys that come and go. */
class CallerJwtTest {

  private final PublicJsonWebKey first = rsa("first");
  private final PublicJsonWebKey second = rsa("second");
  private final List<JsonWebKey> published = new ArrayList<>(List.of(first));
  private final List<Runnable> tasks = new ArrayList<>();
  private long now;
  private int reads;
  private boolean away;
  private boolean broken;
  private boolean deep;
  private final CallerKeys keys =
      new CallerKeys(
          () -> {
            reads++;
            if (away) {
              throw new IOException("away");
            }
            if (broken) {
              throw new IllegalArgumentException("what a parser throws");
            }
            if (deep) {
              throw new StackOverflowError("what nested text costs");
            }
            return List.copyOf(published);
          },
          tasks::add,
          () -> now);
  private final CallerJwt jwt =
      new CallerJwt(keys, "https://issuer", new String[] {"token-service"});

  @Test
  void shouldTellWhoACallerIs() throws Exception {
    keys.refresh();
    assertThat(jwt.read(signed(claims(), first)).getSubject())
        .isEqualTo("system:serviceaccount:crm:contact-sync");
    PublicJsonWebKey ec = EcJwkGenerator.generateJwk(EllipticCurves.P256);
    ec.setKeyId("ec");
    published.add(ec);
    keys.refresh();
    assertThat(jwt.read(sign(claims(), ec, AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256)))
        .isNotNull();
  }

  @Test
  void shouldSayWhatIsWrongAndQuoteNothing() throws Exception {
    keys.refresh();
    JwtClaims expired = claims();
    expired.setExpirationTime(NumericDate.fromSeconds(NumericDate.now().getValue() - 60));
    assertDoubt(Why.EXPIRED, signed(expired, first));
    JwtClaims early = claims();
    early.setNotBeforeMinutesInThePast(-5);
    assertDoubt(Why.NOT_YET_VALID, signed(early, first));
    JwtClaims elsewhere = claims();
    elsewhere.setAudience("vault");
    assertDoubt(Why.WRONG_AUDIENCE, signed(elsewhere, first));
    JwtClaims nowhere = claims();
    nowhere.unsetClaim("aud");
    assertDoubt(Why.WRONG_AUDIENCE, signed(nowhere, first));
    JwtClaims foreign = claims();
    foreign.setIssuer("https://another");
    assertDoubt(Why.WRONG_ISSUER, signed(foreign, first));
    JwtClaims endless = claims();
    endless.unsetClaim("exp");
    assertDoubt(Why.MALFORMED, signed(endless, first));
    JwtClaims nobody = claims();
    nobody.unsetClaim("sub");
    assertDoubt(Why.MALFORMED, signed(nobody, first));
    second.setKeyId("first");
    assertDoubt(Why.BAD_SIGNATURE, signed(claims(), second));
    assertDoubt(Why.MALFORMED, "not.a.jwt");
    assertDoubt(Why.MALFORMED, "nonsense");
    String good = signed(claims(), first);
    String unsigned =
        "eyJhbGciOiJub25lIn0" + good.substring(good.indexOf('.'), good.lastIndexOf('.') + 1);
    assertDoubt(Why.MALFORMED, unsigned);
    JsonWebKey shared = OctJwkGenerator.generateJwk(256);
    shared.setKeyId("first");
    assertDoubt(Why.MALFORMED, sign(claims(), shared, AlgorithmIdentifiers.HMAC_SHA256));
  }

  @Test
  void shouldTakeANewKeyInASecondAndForgetARemovedOneWithTheNextReading() throws Exception {
    keys.refresh();
    assertDoubt(Why.KEYS_LOADING, signed(claims(), second));
    published.add(second);
    runTasks();
    assertThat(jwt.read(signed(claims(), second))).isNotNull();

    published.remove(first);
    keys.refresh();
    now += CallerKeys.AT_MOST_EVERY.toNanos();
    assertDoubt(Why.KEYS_LOADING, signed(claims(), first));
    runTasks();
    assertDoubt(Why.UNKNOWN_KEY, signed(claims(), first));
  }

  @Test
  void shouldNotBeMadeToReadAgainAndAgain() {
    keys.refresh();
    for (int i = 0; i < 100; i++) {
      PublicJsonWebKey madeUp = second;
      madeUp.setKeyId("made-up-" + i);
      catchThrowableOfType(InvalidCallerToken.class, () -> jwt.read(signed(claims(), madeUp)));
      runTasks();
      now += CallerKeys.AT_MOST_EVERY.toNanos() / 50;
    }
    assertThat(reads).isBetween(2, 4);
  }

  @Test
  void shouldGoOnWithKnownKeysWhileTheyCannotBeRead() throws Exception {
    keys.refresh();
    away = true;
    keys.refresh();
    assertThat(jwt.read(signed(claims(), first))).isNotNull();
  }

  @Test
  void shouldKeepTheTimerAliveWhateverReadingThrows() throws Exception {
    keys.refresh();
    broken = true;
    assertThatCode(keys::refresh).doesNotThrowAnyException();
    broken = false;
    deep = true;
    assertThatCode(keys::refresh).doesNotThrowAnyException();
    assertThat(jwt.read(signed(claims(), first))).isNotNull();
  }

  @Test
  void shouldReadAJwksAndOnePublicKeyAsPem() throws Exception {
    JsonWebKeySet set = new JsonWebKeySet(first, OctJwkGenerator.generateJwk(256));
    assertThat(PublicKeys.parse(set.toJson())).as("a shared secret is no public key").hasSize(1);
    String pem =
        "-----BEGIN PUBLIC KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(first.getPublicKey().getEncoded())
            + "\n-----END PUBLIC KEY-----\n";
    assertThat(PublicKeys.parse(pem).get(0).getKey()).isEqualTo(first.getPublicKey());
    for (String bad : List.of("", "{}", "{\"keys\":[]}", "-----BEGIN PUBLIC KEY-----\nAAAA")) {
      assertThatThrownBy(() -> PublicKeys.parse(bad)).isInstanceOf(IOException.class);
    }
  }

  /** A name may begin like the numbers of this machine. */
  @ParameterizedTest
  @ValueSource(strings = {"http://keys.example/jwks", "http://127.keys.example/jwks"})
  void shouldRefuseKeysOverPlainHttpFromAnotherMachine(URI location) {
    assertThatThrownBy(() -> new HttpKeySource(location, Optional.empty(), Optional.empty()))
        .hasMessageContaining("mp.jwt.verify.publickey.location");
  }

  private void assertDoubt(Why why, String token) {
    InvalidCallerToken invalid =
        catchThrowableOfType(InvalidCallerToken.class, () -> jwt.read(token));
    assertThat(invalid).as(why.name()).isNotNull();
    assertThat(invalid.why()).isEqualTo(why);
    assertThat(invalid.getMessage()).doesNotContain(token, "vault", "another", "contact-sync");
  }

  private void runTasks() {
    List.copyOf(tasks).forEach(Runnable::run);
    tasks.clear();
  }

  private static JwtClaims claims() {
    JwtClaims claims = new JwtClaims();
    claims.setIssuer("https://issuer");
    claims.setSubject("system:serviceaccount:crm:contact-sync");
    claims.setAudience("vault", "token-service");
    claims.setExpirationTimeMinutesInTheFuture(10);
    return claims;
  }

  private static String signed(JwtClaims claims, PublicJsonWebKey key) throws JoseException {
    return sign(claims, key, AlgorithmIdentifiers.RSA_USING_SHA256);
  }

  private static String sign(JwtClaims claims, JsonWebKey key, String algorithm)
      throws JoseException {
    JsonWebSignature signature = new JsonWebSignature();
    signature.setPayload(claims.toJson());
    signature.setKey(key instanceof PublicJsonWebKey pair ? pair.getPrivateKey() : key.getKey());
    signature.setKeyIdHeaderValue(key.getKeyId());
    signature.setAlgorithmHeaderValue(algorithm);
    return signature.getCompactSerialization();
  }

  private static PublicJsonWebKey rsa(String id) {
    try {
      PublicJsonWebKey key = RsaJwkGenerator.generateJwk(2048);
      key.setKeyId(id);
      return key;
    } catch (JoseException e) {
      throw new AssertionError(e);
    }
  }
}
