package io.m1bridge.contactsync.replay;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A topic that takes its time.
 *
 * @param afterRead what passes while a part is read
 */
record SlowLog(LetterLog log, Runnable afterRead) implements LetterLog {

  @Override
  public Map<Integer, Part> parts(@Nullable Instant from) {
    return log.parts(from);
  }

  @Override
  public Map<Integer, Long> offsetsAt(Instant time) {
    return log.offsetsAt(time);
  }

  @Override
  public <T> Map<Integer, List<T>> read(
      Map<Integer, Part> parts, Function<ConsumerRecord<byte[], byte[]>, T> read) {
    Map<Integer, List<T>> answer = log.read(parts, read);
    afterRead.run();
    return answer;
  }

  @Override
  public void close() {
    log.close();
  }
}
