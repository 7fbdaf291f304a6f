package io.m1bridge.token.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.m1bridge.m1.AccountId;
import io.m1bridge.token.Samples;
import io.m1bridge.token.refresh.RefreshEnd;
import io.m1bridge.token.secret.Keyset;
import io.m1bridge.token.secret.Keyset.UnreadableSecret;
import io.m1bridge.token.secret.Keyset.Why;
import io.m1bridge.token.secret.Keysets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Replicas that are at different steps of a key rotation. */
class HandOverSealTest {

  private static final AccountId DEMO = new AccountId("demo");
  private static final RefreshEnd TOKENS = new RefreshEnd.Renewed(Samples.tokens(2), "new tokens");

  private final String first = Keyset.generate();
  private final String added = Keysets.withNewerKey(first);

  @Test
  void shouldPassTokensBetweenReplicasBeforeAndAfterAPromotion() throws Exception {
    HandOverSeal slow = new HandOverSeal(Keyset.parse(added));
    HandOverSeal quick = new HandOverSeal(Keyset.parse(Keysets.promoted(added)));
    assertThat(slow.open(DEMO, quick.close(DEMO, TOKENS))).isEqualTo(TOKENS);
    assertThat(quick.open(DEMO, slow.close(DEMO, TOKENS))).isEqualTo(TOKENS);
  }

  @Test
  void shouldRefuseAKeyItDoesNotKnowYetAndTakeItOnceItDoes() throws Exception {
    Keyset late = Keyset.parse(first);
    HandOverSeal seal = new HandOverSeal(late);
    byte[] sealed = new HandOverSeal(Keyset.parse(Keysets.promoted(added))).close(DEMO, TOKENS);
    assertThat(why(seal, DEMO, sealed)).isEqualTo(Why.UNKNOWN_KEY);
    late.replace(added, Set.of());
    assertThat(seal.open(DEMO, sealed)).isEqualTo(TOKENS);
    assertThat(why(seal, new AccountId("other"), sealed)).isEqualTo(Why.DAMAGED);
  }

  @Test
  void shouldPassEveryEnd() throws Exception {
    HandOverSeal seal = new HandOverSeal(Keyset.parse(first));
    Instant sendBefore = Instant.parse("2026-01-01T00:00:00.123456789Z");
    for (RefreshEnd end :
        List.of(
            new RefreshEnd.NotDone(sendBefore, "not sent"),
            new RefreshEnd.Refused(sendBefore, "invalid_grant", sendBefore.plusSeconds(1)),
            new RefreshEnd.Unknown(sendBefore, "time-out"))) {
      assertThat(seal.open(DEMO, seal.close(DEMO, end))).isEqualTo(end);
    }
  }

  private static Why why(HandOverSeal seal, AccountId id, byte[] sealed) {
    return catchThrowableOfType(UnreadableSecret.class, () -> seal.open(id, sealed)).why();
  }
}
