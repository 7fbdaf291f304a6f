package io.m1bridge.kafka.streams;

import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A record that cannot be written is a bug, since everything that we write is bounded: the task
 * fails, and the log says which step, topic and size, never what stands in it. What may work the
 * next time is tried again.
 */
public final class LoudProductionHandler implements ProductionExceptionHandler {

  private static final Logger LOG = LoggerFactory.getLogger(LoudProductionHandler.class);

  @Override
  public void configure(Map<String, ?> configs) {}

  @Override
  public Response handleError(
      ErrorHandlerContext context, ProducerRecord<byte[], byte[]> record, Exception exception) {
    if (exception instanceof RetriableException) {
      return Response.retry();
    }
    LogLine.error(LOG)
        .with(LogKey.STEP, context.processorNodeId())
        .with(LogKey.TASK_ID, context.taskId())
        .with(LogKey.TOPIC, record.topic())
        .with(LogKey.KEY_BYTES, length(record.key()))
        .with(LogKey.VALUE_BYTES, length(record.value()))
        .with(LogKey.FAILURE, exception.getClass().getSimpleName())
        .say(
            "A record cannot be written: compare max.message.bytes of the topic and of the brokers"
                + " with the size, and the rights of this service with deploy/kafka/acls");
    return Response.fail();
  }

  @Override
  @SuppressWarnings("rawtypes") // as Kafka declares it
  public Response handleSerializationError(
      ErrorHandlerContext context,
      ProducerRecord record,
      Exception exception,
      SerializationExceptionOrigin origin) {
    LogLine.error(LOG)
        .with(LogKey.PART, origin)
        .with(LogKey.STEP, context.processorNodeId())
        .with(LogKey.TASK_ID, context.taskId())
        .with(LogKey.TOPIC, record.topic())
        .with(LogKey.FAILURE, exception.getClass().getSimpleName())
        .say("A part of a record cannot be serialized: a bug");
    return Response.fail();
  }

  private static int length(byte @Nullable [] bytes) {
    return bytes == null ? 0 : bytes.length;
  }
}
