package io.m1bridge.m1.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.m1.M1Answers;
import io.m1bridge.m1.M1Call;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Reads {@code data} of a success. Unknown further fields are ignored; a missing one that the
 * answer cannot do without is an {@link UnreadableAnswer}.
 */
final class AnswerReader {

  private AnswerReader() {}

  /** The answer's type is the one that the call's type parameter names. */
  @SuppressWarnings("unchecked") // each branch gives what its call declares
  static <T> T read(M1Call<T> call, JsonNode data) {
    return (T) answer(call, data);
  }

  private static Object answer(M1Call<?> call, JsonNode data) {
    if (call instanceof M1Call.AddContacts) {
      return new M1Answers.Added(Json.number(data, "groupId"));
    }
    if (call instanceof M1Call.ContactSetting) {
      return each(Json.requireArray(data, "setting"), AnswerReader::setting);
    }
    if (call instanceof M1Call.ContactDetail) {
      return ContactReader.read(data.path("detail"));
    }
    if (call instanceof M1Call.ListContacts) {
      return page(data, "total", "list", ContactReader::read);
    }
    if (call instanceof M1Call.AddGroup) {
      return group(data);
    }
    if (call instanceof M1Call.ListGroups) {
      return page(data, "total", "groups", AnswerReader::group);
    }
    if (call instanceof M1Call.ListTags) {
      return page(data, "total", "tags", AnswerReader::tag);
    }
    if (call instanceof M1Call.ListProperties) {
      return each(array(data), AnswerReader::property);
    }
    if (call instanceof M1Call.ListCampaigns) {
      return each(array(data), AnswerReader::campaign);
    }
    if (call instanceof M1Call.ListEngagement) {
      return page(data, "total_count", "detail", AnswerReader::engagement);
    }
    return M1Answers.Done.DONE;
  }

  private static JsonNode array(JsonNode data) {
    if (!data.isArray()) {
      throw new UnreadableAnswer("data");
    }
    return data;
  }

  private static <R> M1Answers.Page<R> page(
      JsonNode data, String total, String rows, Function<JsonNode, R> reader) {
    return new M1Answers.Page<>(
        Json.requireNumber(data, total), each(Json.requireArray(data, rows), reader));
  }

  private static <R> List<R> each(JsonNode array, Function<JsonNode, R> reader) {
    List<R> rows = new ArrayList<>(array.size());
    array.forEach(node -> rows.add(reader.apply(node)));
    return rows;
  }

  private static M1Answers.Setting setting(JsonNode node) {
    return new M1Answers.Setting(
        Json.text(node, "field"),
        Json.text(node, "name"),
        node.path("isOrigin").asBoolean(),
        (int) Json.number(node, "type").orElse(1));
  }

  private static M1Answers.Group group(JsonNode node) {
    return new M1Answers.Group(
        Json.requireNumber(node, "id"),
        Json.rawText(node, "groupName"),
        Json.number(node, "contactSize"));
  }

  private static M1Answers.Tag tag(JsonNode node) {
    return new M1Answers.Tag(
        Json.requireNumber(node, "id"),
        Json.rawText(node, "tagName"),
        Json.number(node, "contactSize").orElse(0));
  }

  private static M1Answers.Property property(JsonNode node) {
    OptionalLong type = Json.number(node, node.has("type") ? "type" : "fieldType");
    return new M1Answers.Property(
        Json.requireNumber(node, "id"),
        Json.rawText(node, "label"),
        (int) type.orElse(1),
        Json.text(node, "description"));
  }

  private static M1Answers.Campaign campaign(JsonNode node) {
    OptionalLong status = Json.number(node, "status");
    return new M1Answers.Campaign(
        Json.requireNumber(node, "task_id"),
        instant(node, "createtime"),
        instant(node, "sendtime"),
        Json.rawText(node, "subject"),
        Json.rawText(node, "thumbnail"),
        status.isPresent() ? Optional.of((int) status.getAsLong()) : Optional.empty());
  }

  private static M1Answers.EngagementRow engagement(JsonNode node) {
    return new M1Answers.EngagementRow(
        Json.requireNumber(node, "task_id"),
        Json.rawText(node, "subject"),
        instant(node, "sendtime"),
        Json.rawText(node, "dmdtype"),
        Json.rawText(node, "email"),
        Json.rawText(node, "eventdate"),
        Json.rawText(node, "clickname"),
        Json.rawText(node, "clickurl"),
        Json.rawText(node, "ip"),
        Json.rawText(node, "country"),
        Json.rawText(node, "province"),
        Json.rawText(node, "city"),
        Json.rawText(node, "software"),
        Json.rawText(node, "clientOs"),
        Json.rawText(node, "mailing_id"));
  }

  private static Optional<Instant> instant(JsonNode node, String field) {
    OptionalLong millis = Json.number(node, field);
    return millis.isPresent() && millis.getAsLong() > 0
        ? Optional.of(Instant.ofEpochMilli(millis.getAsLong()))
        : Optional.empty();
  }
}
