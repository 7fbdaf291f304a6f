package io.m1bridge.account;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Scheduled work in virtual time, on the thread of the test; an exception ends a repeated task. */
final class HandExecutor extends ScheduledThreadPoolExecutor {

  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(Comparator.comparingLong(t -> t.at));
  private long now;

  HandExecutor() {
    super(1);
  }

  long nanoTime() {
    return now;
  }

  void advance(long nanos) {
    long end = now + nanos;
    Task next = tasks.peek();
    while (next != null && next.at <= end) {
      tasks.remove(next);
      now = Math.max(now, next.at);
      next.runOnce();
      next = tasks.peek();
    }
    now = end;
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
    return add(new Task(command, now + unit.toNanos(delay), 0));
  }

  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(
      Runnable command, long initial, long delay, TimeUnit unit) {
    return add(new Task(command, now + unit.toNanos(initial), unit.toNanos(delay)));
  }

  private Task add(Task task) {
    tasks.add(task);
    return task;
  }

  private final class Task extends FutureTask<Object> implements RunnableScheduledFuture<Object> {
    private final Runnable command;
    private final long every;
    private long at;

    Task(Runnable command, long at, long every) {
      super((Callable<Object>) () -> null);
      this.command = command;
      this.at = at;
      this.every = every;
    }

    void runOnce() {
      try {
        command.run();
      } catch (RuntimeException e) {
        return; // as the real one: the task is over, and nobody is told
      }
      if (every > 0) {
        at = now + every;
        tasks.add(this);
      }
    }

    @Override
    public boolean isPeriodic() {
      return every > 0;
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(at - now, TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
    }
  }
}
