package io.m1bridge.m1.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.m1.M1Answers;
import io.m1bridge.m1.M1Call;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads {@code data} of a success, lists row by row. Unknown further fields are ignored; what
 * nobody uses is not required; a missing one that the answer cannot do without is an {@link
 * UnreadableAnswer}, within a list one of its row alone.
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
      return RowReader.rows(data, "setting", AnswerReader::setting);
    }
    if (call instanceof M1Call.ContactDetail) {
      return ContactReader.read(data.path("detail"));
    }
    if (call instanceof M1Call.ListContacts) {
      return RowReader.page(data, "total", "list", ContactReader::row);
    }
    if (call instanceof M1Call.AddGroup) {
      return group(data);
    }
    if (call instanceof M1Call.ListGroups) {
      return RowReader.page(data, "total", "groups", AnswerReader::groupRow);
    }
    if (call instanceof M1Call.ListTags) {
      return RowReader.page(data, "total", "tags", AnswerReader::tag);
    }
    if (call instanceof M1Call.ListProperties) {
      return RowReader.rows(data, AnswerReader::property);
    }
    if (call instanceof M1Call.ListCampaigns) {
      return RowReader.rows(data, AnswerReader::campaign);
    }
    if (call instanceof M1Call.ListEngagement list) {
      return RowReader.page(
          data, "total_count", "detail", row -> engagement(list.campaignId(), row));
    }
    return M1Answers.Done.DONE;
  }

  private static M1Answers.Setting setting(JsonNode node) {
    return new M1Answers.Setting(
        Json.requireText(node, "field").strip(),
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

  private static M1Answers.Group groupRow(JsonNode node) {
    Json.requireText(node, "groupName");
    return group(node);
  }

  private static M1Answers.Tag tag(JsonNode node) {
    return new M1Answers.Tag(
        Json.requireNumber(node, "id"),
        Json.requireText(node, "tagName"),
        Json.number(node, "contactSize").orElse(0));
  }

  private static M1Answers.Property property(JsonNode node) {
    OptionalLong type = Json.number(node, node.has("type") ? "type" : "fieldType");
    return new M1Answers.Property(
        Json.requireNumber(node, "id"),
        Json.requireText(node, "label"),
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

  private static M1Answers.EngagementRow engagement(long campaignId, JsonNode node) {
    return new M1Answers.EngagementRow(
        campaignId,
        Json.scalar(node, "subject"),
        instant(node, "sendtime"),
        Json.scalar(node, "dmdtype"),
        Json.requireText(node, "email"),
        Json.scalar(node, "eventdate"),
        Json.scalar(node, "clickname"),
        Json.scalar(node, "clickurl"),
        Json.scalar(node, "ip"),
        Json.scalar(node, "country"),
        Json.scalar(node, "province"),
        Json.scalar(node, "city"),
        Json.scalar(node, "software"),
        Json.scalar(node, "clientOs"),
        Json.scalar(node, "mailing_id"));
  }

  private static Optional<Instant> instant(JsonNode node, String field) {
    OptionalLong millis = Json.number(node, field);
    return millis.isPresent() && millis.getAsLong() > 0
        ? Optional.of(Instant.ofEpochMilli(millis.getAsLong()))
        : Optional.empty();
  }
}
