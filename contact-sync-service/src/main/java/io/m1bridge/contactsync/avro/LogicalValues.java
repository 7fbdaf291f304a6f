package io.m1bridge.contactsync.avro;

import io.m1bridge.contactsync.change.JsonValue;
import io.m1bridge.contactsync.change.JsonValue.Number;
import io.m1bridge.contactsync.change.JsonValue.Text;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.UUID;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/**
 * Values that mean more than their type says. Dates and times are ISO texts, but where Kafka
 * Connect wrote the schema: its JSON converter writes them as numbers, and a mapping must not have
 * to know which converter a connector has. A decimal is the number with all its digits, for both.
 */
final class LogicalValues {

  /** Connect's name of its own type. */
  private static final String CONNECT_NAME = "connect.name";

  private static final int UUID_BYTES = 16;

  /** Written out with a larger scale, one byte may fill the memory: nobody means such a number. */
  private static final int MOST_SCALE = 1_000;

  private LogicalValues() {}

  /** Of an int or a long. */
  static JsonValue of(Schema schema, long value) {
    LogicalType type = schema.getLogicalType();
    if (type == null || schema.getProp(CONNECT_NAME) != null) {
      return new Number(Long.toString(value));
    }
    try {
      return time(type.getName(), value);
    } catch (DateTimeException | ArithmeticException e) {
      // No time of any calendar: the number says what it is.
      return new Number(Long.toString(value));
    }
  }

  private static JsonValue time(String type, long value) {
    return switch (type) {
      case "date" -> new Text(LocalDate.ofEpochDay(value).toString());
      case "time-millis" -> timeOfDay(Math.multiplyExact(value, 1_000_000L));
      case "time-micros" -> timeOfDay(Math.multiplyExact(value, 1_000L));
      case "timestamp-millis" -> new Text(at(value, ChronoUnit.MILLIS).toString());
      case "timestamp-micros" -> new Text(at(value, ChronoUnit.MICROS).toString());
      case "timestamp-nanos" -> new Text(at(value, ChronoUnit.NANOS).toString());
      case "local-timestamp-millis" -> local(at(value, ChronoUnit.MILLIS));
      case "local-timestamp-micros" -> local(at(value, ChronoUnit.MICROS));
      case "local-timestamp-nanos" -> local(at(value, ChronoUnit.NANOS));
      default -> new Number(Long.toString(value));
    };
  }

  private static JsonValue timeOfDay(long nanos) {
    return new Text(DateTimeFormatter.ISO_LOCAL_TIME.format(LocalTime.ofNanoOfDay(nanos)));
  }

  private static Instant at(long value, ChronoUnit unit) {
    return Instant.EPOCH.plus(value, unit);
  }

  private static JsonValue local(Instant wallClock) {
    return new Text(
        DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(
            LocalDateTime.ofInstant(wallClock, ZoneOffset.UTC)));
  }

  /** Of bytes or a fixed. */
  static JsonValue of(Schema schema, byte[] value) {
    LogicalType type = schema.getLogicalType();
    if (type instanceof LogicalTypes.Decimal decimal
        && value.length > 0
        && Math.abs(decimal.getScale()) <= MOST_SCALE) {
      return new Number(new BigDecimal(new BigInteger(value), decimal.getScale()).toPlainString());
    }
    if (type != null && type.getName().equals("uuid") && value.length == UUID_BYTES) {
      ByteBuffer halves = ByteBuffer.wrap(value);
      return new Text(new UUID(halves.getLong(), halves.getLong()).toString());
    }
    return new Text(Base64.getEncoder().encodeToString(value));
  }

  /** Of a float or a double, as written; what JSON has no number for is a text. */
  static JsonValue number(String written) {
    return Character.isLetter(written.charAt(written.length() - 1))
        ? new Text(written)
        : new Number(written);
  }
}
