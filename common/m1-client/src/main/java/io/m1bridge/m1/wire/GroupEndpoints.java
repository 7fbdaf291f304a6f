package io.m1bridge.m1.wire;

import static io.m1bridge.m1.wire.Endpoint.Kind.READ;
import static io.m1bridge.m1.wire.Endpoint.Kind.WRITE;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.m1.M1Answers;
import io.m1bridge.m1.M1Call;
import java.util.List;

/** The calls that are about groups and tags. */
final class GroupEndpoints {

  static final List<Endpoint<?, ?>> ALL =
      List.of(addGroup(), deleteGroups(), listGroups(), addTag(), listTags());

  private GroupEndpoints() {}

  private static Endpoint<M1Call.AddGroup, M1Answers.Group> addGroup() {
    return new Endpoint<>(
        M1Call.AddGroup.class,
        WRITE,
        call -> new Parameters().put("name", call.groupName()),
        Answer.object("id", (call, data) -> group(data)));
  }

  private static Endpoint<M1Call.DeleteGroups, M1Answers.Done> deleteGroups() {
    return new Endpoint<>(
        M1Call.DeleteGroups.class,
        WRITE,
        call ->
            new Parameters()
                .ids("ids", call.ids())
                .put("flag", Boolean.toString(call.withContacts())),
        Answer.done());
  }

  private static Endpoint<M1Call.ListGroups, M1Answers.Page<M1Answers.Group>> listGroups() {
    return new Endpoint<>(
        M1Call.ListGroups.class,
        READ,
        call -> new Parameters().page(call.page(), call.limit()).put("key", call.key()),
        Answer.page("total", "groups", (call, row) -> namedGroup(row)));
  }

  private static Endpoint<M1Call.AddTag, M1Answers.Done> addTag() {
    return new Endpoint<>(
        M1Call.AddTag.class,
        WRITE,
        call -> new Parameters().put("name", call.tagName()),
        Answer.done());
  }

  private static Endpoint<M1Call.ListTags, M1Answers.Page<M1Answers.Tag>> listTags() {
    return new Endpoint<>(
        M1Call.ListTags.class,
        READ,
        call -> new Parameters().page(call.page(), call.limit()).put("key", call.key()),
        Answer.page("total", "tags", (call, row) -> tag(row)));
  }

  /** In a list a group is found by its name; the answer to an add needs none. */
  private static M1Answers.Group namedGroup(JsonNode row) {
    Json.requireText(row, "groupName");
    return group(row);
  }

  private static M1Answers.Group group(JsonNode node) {
    return new M1Answers.Group(
        Json.requireNumber(node, "id"),
        Json.rawText(node, "groupName"),
        Json.number(node, "contactSize"));
  }

  private static M1Answers.Tag tag(JsonNode row) {
    return new M1Answers.Tag(
        Json.requireNumber(row, "id"),
        Json.requireText(row, "tagName"),
        Json.number(row, "contactSize").orElse(0));
  }
}
