package io.m1bridge.token.log;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;

/**
 * A producer that is made with the first record, and anew after a failure that it does not get
 * over: an idempotent one whose first login is refused takes nothing more for ever. Safe for
 * several threads.
 */
final class RenewedProducer implements AutoCloseable {

  private final Supplier<Producer<String, byte[]>> maker;
  private final AtomicReference<Producer<String, byte[]>> current = new AtomicReference<>();

  RenewedProducer(Supplier<Producer<String, byte[]>> maker) {
    this.maker = maker;
  }

  /**
   * @param config of a {@link KafkaProducer}
   */
  static RenewedProducer of(Map<String, Object> config) {
    return new RenewedProducer(() -> new KafkaProducer<>(config));
  }

  /**
   * @param onFailure called if the record did not arrive
   */
  void send(ProducerRecord<String, byte[]> record, Consumer<Exception> onFailure) {
    Producer<String, byte[]> used;
    try {
      used = open();
    } catch (KafkaException e) {
      onFailure.accept(e);
      return;
    }
    try {
      used.send(
          record,
          (metadata, failure) -> {
            if (failure != null) {
              failed(used, failure, onFailure);
            }
          });
    } catch (KafkaException | IllegalStateException e) {
      // The last one: another thread has just closed it.
      failed(used, e, onFailure);
    }
  }

  private void failed(
      Producer<String, byte[]> used, Exception failure, Consumer<Exception> onFailure) {
    if (!(failure instanceof RetriableException) && current.compareAndSet(used, null)) {
      used.close(Duration.ZERO);
    }
    onFailure.accept(failure);
  }

  private synchronized Producer<String, byte[]> open() {
    Producer<String, byte[]> open = current.get();
    if (open == null) {
      open = maker.get();
      current.set(open);
    }
    return open;
  }

  /**
   * @param within how long what was sent last may take
   */
  void close(Duration within) {
    Producer<String, byte[]> open = current.getAndSet(null);
    if (open != null) {
      open.close(within);
    }
  }

  @Override
  public void close() {
    close(Duration.ofSeconds(1));
  }
}
