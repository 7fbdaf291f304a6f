package io.m1bridge.token.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.m1.AccountId;
import io.m1bridge.token.Samples;
import io.m1bridge.token.log.MemoryLog;
import io.m1bridge.token.rotation.KeyUse.Role;
import io.m1bridge.token.secret.KeyId;
import io.m1bridge.token.secret.Keyset;
import io.m1bridge.token.secret.Keysets;
import io.m1bridge.token.state.Account;
import io.m1bridge.token.state.AccountCodec;
import io.m1bridge.token.state.AccountState;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReencryptionTest {

  private static final int ACCOUNTS = 25;

  private final String before = Keyset.generate();
  private final String after = Keysets.rotated(before);
  private final Keyset keyset = Keyset.parse(before);
  private final KeyId old = keyset.primary();
  private final MemoryLog log = new MemoryLog(new AccountCodec(keyset));
  private boolean busy;

  @Test
  void shouldBringEveryRecordUnderThePrimaryKeyAndThenWriteNothing() {
    fill();
    List<Account> accounts = log.accounts();
    Reencryption reencryption = reencryption();
    reencryption.round();
    assertThat(log.records()).as("nothing to do").hasSize(ACCOUNTS);

    keyset.replace(after, Set.of(old));
    assertThat(remaining()).isEqualTo(ACCOUNTS);
    reencryption.round();
    assertThat(log.records()).hasSize(ACCOUNTS + Reencryption.PER_ROUND);
    rounds(reencryption, 5);
    assertThat(log.records()).as("each once").hasSize(2 * ACCOUNTS);
    assertThat(remaining()).isZero();
    assertThat(log.accounts()).isEqualTo(accounts);
    assertThat(KeyUse.of(keyset, log.view()).keys())
        .containsExactly(
            new KeyUse.Key(old, Role.OLDER, 0),
            new KeyUse.Key(keyset.primary(), Role.PRIMARY, ACCOUNTS));

    // What is left of the log without the old key, its past included, gives the same accounts.
    AccountCodec without = new AccountCodec(Keyset.parse(Keysets.without(after, old)));
    assertThat(MemoryLog.replay(without, log.records()).accounts()).isEqualTo(accounts);
    assertThat(MemoryLog.replay(without, log.records()).damaged()).isEmpty();
  }

  @Test
  void shouldGoOnWhereAnotherReplicaStopped() {
    fill();
    keyset.replace(after, Set.of(old));
    reencryption().round();
    rounds(reencryption(), 5);
    assertThat(remaining()).isZero();
    assertThat(log.records()).hasSize(2 * ACCOUNTS);
  }

  @Test
  void shouldGiveWayToRefreshesButNotForEver() {
    fill();
    keyset.replace(after, Set.of(old));
    busy = true;
    reencryption().round();
    assertThat(remaining()).isEqualTo(ACCOUNTS - 1);
  }

  @Test
  void shouldTouchOnlyWhatIsOwnedHereAndSurviveACommitThatFails() {
    fill();
    keyset.replace(after, Set.of(old));
    log.owned(0, false);
    log.loseNext(3);
    Reencryption reencryption = reencryption();
    rounds(reencryption, 6);
    int elsewhere =
        (int) log.accounts().stream().filter(a -> log.view().partition(a.id()) == 0).count();
    assertThat(elsewhere).isBetween(1, ACCOUNTS - 1);
    assertThat(remaining()).isEqualTo(elsewhere);
    log.owned(0, true);
    rounds(reencryption, 6);
    assertThat(remaining()).isZero();
  }

  @Test
  void shouldLeaveAKeyThatIsOnlyAddedAlone() {
    fill();
    keyset.replace(Keysets.withNewerKey(before), Set.of(old));
    rounds(reencryption(), 3);
    assertThat(log.records()).hasSize(ACCOUNTS);
    KeyUse use = KeyUse.of(keyset, log.view());
    assertThat(use.keys()).extracting(KeyUse.Key::role).containsExactly(Role.PRIMARY, Role.NEWER);
    assertThat(use.keys()).noneMatch(KeyUse.Key::mayBeTakenOut);
  }

  @Test
  void shouldNameMissingKeysWithTheirAccountsAndRecoverWhenTheyAreBack() {
    fill();
    Keyset stranger = Keyset.parse(Keyset.generate());
    // The same records, read with a keyset that lacks the key.
    var view = MemoryLog.replay(new AccountCodec(stranger), log.records());
    assertThat(view.accounts()).isEmpty();
    KeyUse use = KeyUse.of(stranger, view);
    assertThat(use.remaining()).isEqualTo(ACCOUNTS);
    assertThat(use.keys()).contains(new KeyUse.Key(old, Role.MISSING, ACCOUNTS));
    assertThat(view.sealedBy(old)).hasSize(ACCOUNTS).contains(new AccountId("a0"));
    assertThat(view.damage(new AccountId("a0"))).get().asString().contains(old.toString());

    stranger.replace(before, Set.of());
    view.retryDamaged();
    assertThat(view.damaged()).isEmpty();
    assertThat(view.accounts()).isEqualTo(log.accounts());
  }

  @Test
  void shouldShowProgressAsAMetric() {
    fill();
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    KeyMetrics metrics = new KeyMetrics(meters);
    keyset.replace(after, Set.of(old));
    metrics.show(KeyUse.of(keyset, log.view()));
    assertThat(meters.get("m1bridge.token.records").tag("role", "older").gauge().value())
        .isEqualTo(ACCOUNTS);
    rounds(reencryption(), 5);
    metrics.show(KeyUse.of(keyset, log.view()));
    assertThat(meters.get("m1bridge.token.records").tag("key", old.toString()).gauge().value())
        .isZero();
    assertThat(meters.get("m1bridge.token.records").tag("role", "primary").gauge().value())
        .isEqualTo(ACCOUNTS);
  }

  private void fill() {
    for (int i = 0; i < ACCOUNTS; i++) {
      log.put(Samples.account("a" + i, new AccountState.Authorized(Samples.tokens(i + 1))));
    }
  }

  private Reencryption reencryption() {
    return new Reencryption(log, log.view(), keyset, () -> busy);
  }

  private int remaining() {
    return KeyUse.of(keyset, log.view()).remaining();
  }

  private static void rounds(Reencryption reencryption, int count) {
    for (int i = 0; i < count; i++) {
      reencryption.round();
    }
  }
}
