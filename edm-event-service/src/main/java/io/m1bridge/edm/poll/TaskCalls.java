package io.m1bridge.edm.poll;

import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Brings results of asynchronous work back to the thread that owns the account. */
public interface TaskCalls {

  /** Once the stage is done, its value is handed to {@code then} on the owner's thread. */
  <T> void await(CompletionStage<T> stage, Consumer<T> then);
}
