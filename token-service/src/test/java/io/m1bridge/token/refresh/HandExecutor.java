package io.m1bridge.token.refresh;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Runs what was given to it when told; delays are over at once. */
public final class HandExecutor extends ScheduledThreadPoolExecutor {

  private final List<Runnable> tasks = new ArrayList<>();
  private boolean isDown;

  public HandExecutor() {
    super(0);
  }

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
  }

  @Override
  public List<Runnable> shutdownNow() {
    isDown = true;
    return super.shutdownNow();
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
    if (isDown) {
      throw new RejectedExecutionException();
    }
    tasks.add(task);
    return null;
  }

  /** Everything, and what follows from it. */
  public void run() {
    while (!tasks.isEmpty()) {
      tasks.remove(0).run();
    }
  }

  /** How many tasks wait. */
  public int size() {
    return tasks.size();
  }

  /** At most so many: what is repeated until it works may have to wait for something else. */
  public void runFor(int most) {
    for (int i = 0; i < most && !tasks.isEmpty(); i++) {
      tasks.remove(0).run();
    }
  }
}
