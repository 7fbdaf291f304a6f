package io.m1bridge.m1.wire;

import io.m1bridge.m1.Column;
import io.m1bridge.m1.Contact;
import io.m1bridge.m1.ContactField;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.OpType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The examples of M1's own page, and one call of every kind. */
public final class Samples {

  private Samples() {}

  public static final Contact CONTACT =
      Contact.of(
          Map.of(
              ContactField.FULL_NAME, "测试名称1",
              ContactField.GENDER, "male",
              ContactField.BIRTHDAY, "2015-10-01",
              ContactField.EMAIL, "meihua1@meihua.info",
              ContactField.PROVINCE, "上海",
              ContactField.CITY, "上海",
              ContactField.QQ, "12345",
              ContactField.NOTES, ""),
          new LinkedHashMap<>(Map.of(159L, "文本")));

  public static final List<M1Call<?>> READS =
      List.of(
          new M1Call.ContactSetting(),
          new M1Call.ContactDetail(2172079),
          new M1Call.ContactBehaviour(2172079),
          new M1Call.ListContacts(List.of(1L, 2L), 1, 50),
          new M1Call.ListGroups(1, 50, Optional.of("群")),
          new M1Call.ListTags(1, 50, Optional.empty()),
          new M1Call.ListProperties(),
          new M1Call.ListCampaigns(Instant.EPOCH, Instant.ofEpochMilli(5)),
          new M1Call.ListEngagement(3450, 0, Instant.EPOCH, Instant.ofEpochMilli(5), 1, 500));

  public static final List<M1Call<?>> WRITES =
      List.of(
          new M1Call.AddContacts(List.of(CONTACT), Optional.of("群组"), OpType.MERGE),
          new M1Call.EditContacts(
              List.of(
                  new Column.Field(ContactField.EMAIL), new Column.Field(ContactField.FULL_NAME)),
              new Column.Field(ContactField.EMAIL),
              List.of(List.of("test@meihua.info", "test1"))),
          new M1Call.DeleteContacts(List.of(7L, 8L)),
          new M1Call.AddGroup("群组"),
          new M1Call.DeleteGroups(List.of(1L), false),
          new M1Call.AddTag("标签"),
          new M1Call.AddProperty("行业", 2, "描述", List.of("电商行业", "化工行业")),
          new M1Call.EditProperty(60, "行业", 1, "描述", List.of()),
          new M1Call.DeleteProperty(60));

  /** An answer of M1's page. */
  public static String page(String name) {
    try (InputStream in = Samples.class.getResourceAsStream("/io/m1bridge/m1/http/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
