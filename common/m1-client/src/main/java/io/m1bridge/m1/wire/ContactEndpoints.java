package io.m1bridge.m1.wire;

import static io.m1bridge.m1.wire.Endpoint.Kind.READ;
import static io.m1bridge.m1.wire.Endpoint.Kind.WRITE;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.m1.Contact;
import io.m1bridge.m1.M1Answers;
import io.m1bridge.m1.M1Call;
import java.util.List;

/** The calls that are about contacts. */
final class ContactEndpoints {

  static final List<Endpoint<?, ?>> ALL =
      List.of(setting(), add(), edit(), delete(), detail(), list());

  private ContactEndpoints() {}

  private static Endpoint<M1Call.ContactSetting, M1Answers.Rows<M1Answers.Setting>> setting() {
    return new Endpoint<>(
        M1Call.ContactSetting.class,
        READ,
        call -> new Parameters(),
        Answer.rows("setting", (call, row) -> settingRow(row)));
  }

  private static M1Answers.Setting settingRow(JsonNode row) {
    return new M1Answers.Setting(
        Json.requireText(row, "field").strip(),
        Json.text(row, "name"),
        row.path("isOrigin").asBoolean(),
        (int) Json.number(row, "type").orElse(1));
  }

  private static Endpoint<M1Call.AddContacts, M1Answers.Added> add() {
    return new Endpoint<>(
        M1Call.AddContacts.class,
        WRITE,
        call ->
            new Parameters()
                .put("groupName", call.groupName())
                .put("opType", call.opType().code())
                .put("contacts", ContactForms.addObjects(call.contacts())),
        Answer.object(
            "groupId", (call, data) -> new M1Answers.Added(Json.number(data, "groupId"))));
  }

  private static Endpoint<M1Call.EditContacts, M1Answers.Done> edit() {
    return new Endpoint<>(
        M1Call.EditContacts.class,
        WRITE,
        call ->
            new Parameters()
                .put("fields", ContactForms.header(call.columns(), call.key()))
                .put("contacts", ContactForms.editRows(call.columns(), call.rows())),
        Answer.done());
  }

  private static Endpoint<M1Call.DeleteContacts, M1Answers.Done> delete() {
    return new Endpoint<>(
        M1Call.DeleteContacts.class,
        WRITE,
        call -> new Parameters().ids("ids", call.ids()),
        Answer.done());
  }

  private static Endpoint<M1Call.ContactDetail, Contact> detail() {
    return new Endpoint<>(
        M1Call.ContactDetail.class,
        READ,
        call -> new Parameters().put("id", call.id()),
        Answer.object("detail", (call, data) -> ContactReader.read(data.path("detail"))));
  }

  private static Endpoint<M1Call.ListContacts, M1Answers.Page<Contact>> list() {
    return new Endpoint<>(
        M1Call.ListContacts.class,
        READ,
        call ->
            (call.groupIds().isEmpty()
                    ? new Parameters()
                    : new Parameters().ids("groupIds", call.groupIds()))
                .page(call.page(), call.limit()),
        Answer.page("total", "list", (call, row) -> ContactReader.row(row)));
  }
}
