package io.m1bridge.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.m1.AccountId;
import io.m1bridge.testkit.time.MutableClock;
import io.m1bridge.token.account.AccountOps;
import io.m1bridge.token.account.Registrations;
import io.m1bridge.token.log.MemoryLog;
import io.m1bridge.token.secret.Keyset;
import io.m1bridge.token.state.AccountCodec;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DeclarationsTest {

  private static final Duration GRACE = Duration.ofHours(24);

  private final MutableClock clock = MutableClock.at(Samples.START);
  private final MemoryLog log = new MemoryLog(new AccountCodec(Keyset.parse(Keyset.generate())));
  private final AccountOps accounts = new AccountOps(log, clock);

  @Test
  void shouldDeclareAndKeepWhatIsGoneFromTheConfigurationByDefault() {
    declarations(RemovalSettings.Policy.KEEP, "one", "two").apply(() -> {});
    assertThat(ids()).containsExactly("one", "two");
    Declarations without = declarations(RemovalSettings.Policy.KEEP, "one");
    without.apply(() -> {});
    clock.advance(GRACE.multipliedBy(100));
    without.apply(() -> {});
    assertThat(ids()).containsExactly("one", "two");
  }

  @Test
  void shouldEraseWhatIsGoneForLongEnoughWhereThatIsWanted() throws Exception {
    declarations(RemovalSettings.Policy.ERASE, "one", "two").apply(() -> {});
    accounts.declare(new AccountId("by-rest"), Samples.registration("x"), "admin");
    Declarations without = declarations(RemovalSettings.Policy.ERASE, "one");
    without.apply(() -> {});
    clock.advance(GRACE.minusSeconds(1));
    without.apply(() -> {});
    assertThat(ids()).containsExactly("by-rest", "one", "two");

    clock.advance(Duration.ofSeconds(1));
    log.owned(0, false);
    log.owned(1, false);
    without.apply(() -> {});
    assertThat(ids()).as("only its owner erases").hasSize(3);
    log.owned(0, true);
    log.owned(1, true);
    without.apply(() -> {});
    assertThat(ids()).containsExactly("by-rest", "one");
    assertThat(log.records()).last().extracting(MemoryLog.Written::value).isNull();

    // A replica that still has the old configuration brings it back: its time begins anew.
    declarations(RemovalSettings.Policy.ERASE, "one", "two").apply(() -> {});
    without.apply(() -> {});
    assertThat(ids()).containsExactly("by-rest", "one", "two");
  }

  @Test
  void shouldEraseNothingWhenTheConfigurationDeclaresNoAccountAtAll() {
    declarations(RemovalSettings.Policy.ERASE, "one").apply(() -> {});
    Declarations empty = declarations(RemovalSettings.Policy.ERASE);
    empty.apply(() -> {});
    clock.advance(GRACE.multipliedBy(100));
    empty.apply(() -> {});
    assertThat(ids()).containsExactly("one");
  }

  private List<String> ids() {
    return log.accounts().stream().map(account -> account.id().value()).toList();
  }

  private Declarations declarations(RemovalSettings.Policy policy, String... ids) {
    Map<String, DeclaredAccounts.Declared> declared =
        Arrays.stream(ids).collect(Collectors.toMap(Function.identity(), id -> new Declared()));
    return new Declarations(
        () -> declared,
        new Registrations(URI.create("http://localhost")),
        new RemovedAccounts(new Removal(policy, GRACE), clock),
        accounts,
        log,
        log.view());
  }

  private record Removal(Policy removedAccounts, Duration eraseAfter) implements RemovalSettings {}

  private record Declared() implements DeclaredAccounts.Declared {
    @Override
    public String clientId() {
      return "client";
    }

    @Override
    public Optional<List<String>> clientSecret() {
      return Optional.of(List.of("secret"));
    }

    @Override
    public Optional<List<Path>> clientSecretFile() {
      return Optional.empty();
    }

    @Override
    public String plan() {
      return "gold";
    }

    @Override
    public OptionalInt callsPerHour() {
      return OptionalInt.empty();
    }

    @Override
    public int reserve() {
      return 0;
    }

    @Override
    public Optional<URI> redirectUri() {
      return Optional.empty();
    }
  }
}
