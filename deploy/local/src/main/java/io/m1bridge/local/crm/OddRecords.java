package io.m1bridge.local.crm;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;

/** Records that have to become dead letters, and nothing more. */
enum OddRecords {
  ANGLE_BRACKETS(crm -> address(crm, "<a@example.com>")),
  WITH_A_NAME(crm -> address(crm, "鲁十一 <a@example.com>")),
  MAILTO(crm -> address(crm, "mailto:a@example.com")),
  TWO_ADDRESSES(crm -> address(crm, "a@example.com;b@example.com")),
  TRAILING_COMMA(crm -> address(crm, "a@example.com,")),
  QUOTED(crm -> address(crm, "'a@example.com'")),
  NO_ADDRESS(crm -> address(crm, "无")),
  BAD_DOMAIN(crm -> address(crm, "a@-example.com")),
  FAR_BIRTHDAY(crm -> crm.patch().member("birthday", "+999999999-12-31")),
  LATE_BIRTHDAY(crm -> crm.patch().member("birthday", "9999-12-31")),
  INSTANT_AS_BIRTHDAY(crm -> crm.patch().member("birthday", "1990-05-09T16:00:00Z")),
  GERMAN_BIRTHDAY(crm -> crm.patch().member("birthday", "31.12.1990")),
  OTHER_GENDER(crm -> crm.patch().member("gender", "unsure")),
  SCIENTIFIC_PHONE(crm -> crm.patch().member("mobilePhone", "1.38E+10")),
  LIST_AS_VALUE(crm -> crm.patch().member("notes", List.of("a"))),
  OBJECT_AS_CUSTOM(crm -> crm.patch().member("custom", Map.of("Geo", Map.of("lat", 31.2)))),
  LIST_AS_CUSTOM(crm -> crm.patch().member("custom", Map.of("Tags", List.of("a", "b")))),
  HALF_CHARACTER(crm -> raw(crm, "{\"fullName\":\"苗\\ud842\"}")),
  DOUBLED_NAME(crm -> raw(crm, "{\"fax\":\"1\",\"fax\":\"2\"}")),
  CUT_OFF(crm -> raw(crm, "{\"fullName\": \"cut off")),
  TWO_DOCUMENTS(crm -> raw(crm, "{\"fax\":\"1\"}{\"fax\":\"1\"}")),
  NOT_AN_OBJECT(crm -> raw(crm, "[1,2,3]")),
  GBK(crm -> crm.patch().value("{\"fullName\":\"联通狄伟\"}".getBytes(Charset.forName("GBK")))),
  OVERLONG(
      crm ->
          crm.patch().value(concat("{\"fax\":\"", new byte[] {(byte) 0xc0, (byte) 0xaf}, "\"}"))),
  TWO_TYPES(crm -> crm.patch().field("fax", "1").header("ce_type", "crm.contact.deleted.v1")),
  TWO_ACCOUNTS(crm -> crm.patch().field("fax", "1").header("ce_m1account", "other")),
  TWO_IDS(crm -> crm.patch().field("fax", "1").header("ce_id", "proxy")),
  TWO_SUBJECTS(crm -> crm.patch().field("fax", "1").header("ce_subject", "somebody-else")),
  HUGE(crm -> crm.stranger().member("avatar", "x".repeat(300_000 + crm.random().nextInt(600_000)))),
  AT_THE_LIMIT_OF_KAFKA(crm -> crm.stranger().member("avatar", "x".repeat(1_047_000))),
  BINARY_KEY(crm -> crm.stranger(new byte[] {0, 0, 0, 0, 0, 0, 0, (byte) 0xc8})),
  GBK_KEY(crm -> crm.stranger("联通".getBytes(Charset.forName("GBK"))));

  private final Function<HostileChanges, HostileRecord> write;

  OddRecords(Function<HostileChanges, HostileRecord> write) {
    this.write = write;
  }

  static OddRecords draw(Random random) {
    return values()[random.nextInt(values().length)];
  }

  HostileChange make(HostileChanges crm) {
    return write.apply(crm).invalid(name());
  }

  private static HostileRecord address(HostileChanges crm, String address) {
    return crm.stranger().member("email", address);
  }

  private static HostileRecord raw(HostileChanges crm, String json) {
    return crm.patch().value(json.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] concat(String before, byte[] middle, String after) {
    byte[] first = before.getBytes(StandardCharsets.UTF_8);
    byte[] last = after.getBytes(StandardCharsets.UTF_8);
    byte[] all = new byte[first.length + middle.length + last.length];
    System.arraycopy(first, 0, all, 0, first.length);
    System.arraycopy(middle, 0, all, first.length, middle.length);
    System.arraycopy(last, 0, all, first.length + middle.length, last.length);
    return all;
  }
}
