package io.m1bridge.m1.wire;

import static io.m1bridge.m1.wire.Endpoint.Kind.READ;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.m1.M1Answers;
import io.m1bridge.m1.M1Call;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The calls that are about campaigns and what their recipients did. */
final class EdmEndpoints {

  static final List<Endpoint<?, ?>> ALL = List.of(campaigns(), engagement(), behaviour());

  private EdmEndpoints() {}

  private static Endpoint<M1Call.ListCampaigns, M1Answers.Rows<M1Answers.Campaign>> campaigns() {
    return new Endpoint<>(
        M1Call.ListCampaigns.class,
        READ,
        call -> new Parameters().window(call.start(), call.end()),
        Answer.rows("list", (call, row) -> campaign(row)));
  }

  private static Endpoint<M1Call.ListEngagement, M1Answers.Page<M1Answers.EngagementRow>>
      engagement() {
    return new Endpoint<>(
        M1Call.ListEngagement.class,
        READ,
        call ->
            new Parameters()
                .put("type", call.type())
                .put("id", call.campaignId())
                .window(call.start(), call.end())
                .page(call.page(), call.limit()),
        Answer.page("total_count", "detail", (call, row) -> engagementRow(call.campaignId(), row)));
  }

  private static Endpoint<M1Call.ContactBehaviour, M1Answers.Rows<M1Answers.EngagementRow>>
      behaviour() {
    return new Endpoint<>(
        M1Call.ContactBehaviour.class,
        READ,
        call -> new Parameters().put("id", call.id()),
        Answer.object(
            "edm",
            (call, data) -> RowReader.rows(data.path("edm"), "edmBehavior", EdmEndpoints::ofAny)));
  }

  private static M1Answers.EngagementRow ofAny(JsonNode row) {
    return engagementRow(Json.requireNumber(row, "task_id"), row);
  }

  private static M1Answers.Campaign campaign(JsonNode row) {
    OptionalLong status = Json.number(row, "status");
    return new M1Answers.Campaign(
        Json.requireNumber(row, "task_id"),
        Moments.read(row, "createtime"),
        Moments.read(row, "sendtime"),
        Json.rawText(row, "subject"),
        Json.rawText(row, "thumbnail"),
        status.isPresent() ? Optional.of((int) status.getAsLong()) : Optional.empty());
  }

  /** {@code task_id} is not needed: the campaign is the one that was asked for. */
  static M1Answers.EngagementRow engagementRow(long campaignId, JsonNode row) {
    return new M1Answers.EngagementRow(
        campaignId,
        text(row, "subject"),
        Moments.read(row, "sendtime"),
        text(row, "dmdtype"),
        Json.requireText(row, "email"),
        text(row, "eventdate"),
        text(row, "clickname"),
        text(row, "clickurl"),
        text(row, "ip"),
        text(row, "country"),
        text(row, "province"),
        text(row, "city"),
        text(row, "software"),
        text(row, "clientOs"),
        text(row, "mailing_id"));
  }

  /** Nothing may be said by an empty list or object, too. */
  private static String text(JsonNode row, String field) {
    return Json.isNothing(row.path(field)) ? Json.rawText(row, field) : Json.scalar(row, field);
  }
}
