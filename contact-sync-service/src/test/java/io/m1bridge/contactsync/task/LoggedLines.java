package io.m1bridge.contactsync.task;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;

/** What a class logs until this is closed. */
final class LoggedLines implements AutoCloseable {

  private final List<String> lines = new ArrayList<>();
  private final Logger logger;
  private final Handler handler =
      new StreamHandler() {
        @Override
        public void publish(LogRecord line) {
          lines.add(line.getMessage());
        }
      };

  LoggedLines(Class<?> logging) {
    logger = Logger.getLogger(logging.getName());
    logger.addHandler(handler);
  }

  List<String> all() {
    return lines;
  }

  @Override
  public void close() {
    logger.removeHandler(handler);
  }
}
