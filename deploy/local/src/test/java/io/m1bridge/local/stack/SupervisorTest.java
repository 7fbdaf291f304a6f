package io.m1bridge.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.local.report.Progress;
import io.m1bridge.testkit.time.MutableClock;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SupervisorTest {
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final MutableClock clock = MutableClock.at(Instant.EPOCH);
  private final Mortal child = new Mortal();
  private boolean held;
  private final Supervisor supervisor =
      new Supervisor(
          new Progress(new PrintStream(printed, true, StandardCharsets.UTF_8), false, clock),
          clock,
          () -> held);

  @Test
  void shouldStartNothingWhileSomebodyHoldsIt() {
    supervisor.watch(child);
    clock.advance(Duration.ofMinutes(1));
    held = true;
    child.alive = false;
    assertThat(supervisor.look()).isEmpty();
    assertThat(child.restarts).isZero();

    held = false;
    assertThat(supervisor.look()).isEmpty();
    assertThat(child.restarts).isOne();
  }

  @Test
  void shouldStartAgainWhatDiedAndSaySo() {
    supervisor.watch(child);
    assertThat(supervisor.look()).isEmpty();
    assertThat(child.restarts).isZero();

    clock.advance(Duration.ofMinutes(1));
    child.alive = false;
    assertThat(supervisor.look()).isEmpty();
    assertThat(child.restarts).isOne();
    assertThat(printed.toString(StandardCharsets.UTF_8)).contains("mortal ended (killed)");
  }

  @Test
  void shouldGiveUpOnAChildThatDiesAgainAndAgain() {
    supervisor.watch(child);
    for (int i = 0; i < 2; i++) {
      clock.advance(Duration.ofSeconds(3));
      child.alive = false;
      assertThat(supervisor.look()).isEmpty();
    }
    clock.advance(Duration.ofSeconds(3));
    child.alive = false;

    assertThat(supervisor.look())
        .hasValueSatisfying(why -> assertThat(why).contains("mortal", "out of memory"));
    assertThat(child.restarts).isEqualTo(2);
  }

  @Test
  void shouldNotGiveUpOnAChildThatLivedLongInBetween() {
    supervisor.watch(child);
    for (int i = 0; i < 10; i++) {
      clock.advance(Duration.ofSeconds(30));
      child.alive = false;
      assertThat(supervisor.look()).isEmpty();
    }
    assertThat(child.restarts).isEqualTo(10);
  }

  @Test
  void shouldLetThemDieOnceStopped() {
    supervisor.watch(child);
    supervisor.stop();
    child.alive = false;
    assertThat(supervisor.look()).isEmpty();
    assertThat(child.restarts).isZero();
  }

  private static final class Mortal implements Child {
    private boolean alive = true;
    private int restarts;

    @Override
    public String name() {
      return "mortal";
    }

    @Override
    public boolean isAlive() {
      return alive;
    }

    @Override
    public String obituary() {
      return "killed";
    }

    @Override
    public String lastWords() {
      return "out of memory";
    }

    @Override
    public void restart() {
      alive = true;
      restarts++;
    }
  }
}
