package io.m1bridge.token.world;

/**
 * A process with a monotonic clock of its own that goes on while it is stopped (SIGSTOP). A stop
 * may fall between two events or at any reading of the clock, before or after it.
 */
class SimProcess {

  final World world;
  private final long offset;
  private final double speed;
  private long stoppedUntil;
  private long stopAtNextReading;

  SimProcess(World world) {
    this.world = world;
    this.offset = world.random.nextLong(1L << 40);
    this.speed = 1 + (world.random.nextDouble() - 0.5) * 2e-4;
  }

  final long nanoTime() {
    if (stopAtNextReading > 0 && world.random.nextInt(20) == 0) {
      long nanos = stopAtNextReading;
      long before = reading();
      stopAtNextReading = 0;
      stoppedUntil = world.now() + nanos;
      world.standStill(nanos);
      return world.random.nextBoolean() ? before : reading();
    }
    return reading();
  }

  private long reading() {
    return offset + (long) (world.now() * speed);
  }

  final void stop(long nanos) {
    stoppedUntil = Math.max(stoppedUntil, world.now() + nanos);
  }

  /** The next but some reading of the clock takes so long. */
  final void stopInTheMiddle(long nanos) {
    stopAtNextReading = nanos;
  }

  final void soon(long nanos, Runnable what) {
    world.after(nanos, () -> whenRunning(what));
  }

  private void whenRunning(Runnable what) {
    if (world.now() < stoppedUntil) {
      world.at(stoppedUntil + 1, () -> whenRunning(what));
    } else {
      what.run();
    }
  }
}
