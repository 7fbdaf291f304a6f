package io.m1bridge.local.crm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.m1bridge.contracts.ContractJson;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads change events from newline-delimited JSON, one CloudEvent in structured mode per line:
 *
 * <pre>{"type":"crm.contact.upserted.v1","subject":"c1","data":{"email":"li@example.com"}}</pre>
 *
 * <p>{@code type} is needed; {@code specversion} is {@code 1.0} if given; {@code id}, {@code
 * source}, {@code time} and {@code m1account} are filled in where they are missing; {@code
 * upserted}, {@code patched} and {@code deleted} stand for the long types. Blank lines are passed
 * over. A line that cannot be one event is reported with its number and skipped. Whether the event
 * makes sense is for the service to say: a bad email in a well-formed line becomes a dead letter.
 */
public final class ChangeLines extends JsonLines<Change> {
  /** Half a character has no bytes of its own: it goes on as the escape that it was. */
  private static final ObjectWriter ESCAPED =
      ContractJson.mapper().writer().with(JsonWriteFeature.ESCAPE_NON_ASCII);

  private static final Pattern HALF = Pattern.compile("\\p{Cs}");

  private static final Map<String, String> SHORT_TYPES =
      Map.of(
          "upserted", "crm.contact.upserted.v1",
          "patched", "crm.contact.patched.v1",
          "deleted", "crm.contact.deleted.v1");

  private final Clock clock;
  private final String runId;
  private final String account;

  public ChangeLines(Clock clock, String runId, String account) {
    this.clock = clock;
    this.runId = runId;
    this.account = account;
  }

  @Override
  Change parse(JsonNode event, long number) throws BrokenLineException {
    if (!event.isObject()) {
      throw new BrokenLineException("not a JSON object");
    }
    String version = text(event, "specversion");
    if (version != null && !version.equals("1.0")) {
      throw new BrokenLineException("specversion is not 1.0");
    }
    String type = text(event, "type");
    if (type == null) {
      throw new BrokenLineException("no type: upserted, patched or deleted");
    }
    return new Change(
        orElse(text(event, "id"), runId + "-line" + number),
        orElse(text(event, "source"), "/crm/local/" + runId),
        text(event, "subject"),
        SHORT_TYPES.getOrDefault(type, type),
        time(event),
        orElse(text(event, "m1account"), account),
        data(event));
  }

  private static @Nullable String data(JsonNode event) throws BrokenLineException {
    JsonNode data = event.get("data");
    if (data != null && !data.isNull()) {
      String json = data.toString();
      return HALF.matcher(json).find() ? escaped(data) : json;
    }
    String encoded = text(event, "data_base64");
    try {
      return encoded == null
          ? null
          : new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new BrokenLineException("data_base64 is not Base64");
    }
  }

  private static String escaped(JsonNode data) {
    try {
      return ESCAPED.writeValueAsString(data);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree can be written", e);
    }
  }

  private Instant time(JsonNode event) throws BrokenLineException {
    String time = text(event, "time");
    try {
      return time == null ? clock.instant() : OffsetDateTime.parse(time).toInstant();
    } catch (DateTimeException e) {
      throw new BrokenLineException("time is not an RFC 3339 time");
    }
  }

  private static @Nullable String text(JsonNode event, String name) throws BrokenLineException {
    JsonNode value = event.get(name);
    if (value == null || value.isNull()) {
      return null;
    }
    if (!value.isTextual() || value.textValue().isBlank()) {
      throw new BrokenLineException(name + " is not a text");
    }
    if (HALF.matcher(value.textValue()).find()) {
      throw new BrokenLineException(name + " holds half a character");
    }
    return value.textValue();
  }

  private static String orElse(@Nullable String value, String other) {
    return value == null ? other : value;
  }
}
