package io.m1bridge.local.crm;

import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;

/** Values that are odd and have to arrive all the same, cleaned where they must be. */
enum OddValues {
  LONG_NOTES((it, random) -> it.field("notes", "备".repeat(1_200))),
  LONG_ASCII_NOTES((it, random) -> it.field("notes", "n".repeat(1_200))),
  CONTROLS((it, random) -> it.field("notes", "第一\u0000第二\u0007\u001b", "第一第二")),
  EMOJI((it, random) -> it.field("fullName", "小花🌸👨‍👩‍👧")),
  EXTENSION_B((it, random) -> it.field("fullName", "𠮷野" + random.nextInt(9))),
  BIDI((it, random) -> it.field("jobTitle", "مدير عام")),
  SUMMER_TIME((it, random) -> it.field("birthday", birthday(random))),
  INTEGER_AS_TEXT(
      (it, random) -> it.field("qq", "9007199254740993").member("qq", 9007199254740993L)),
  INTEGER_PHONE((it, random) -> it.field("fax", "13800138000").member("fax", 13800138000L)),
  CUSTOM_NUMBER((it, random) -> it.custom("等级", 34, "34")),
  CUSTOM_BIG_NUMBER(
      (it, random) ->
          it.custom("来源", new BigInteger("12345678901234567890123"), "12345678901234567890123")),
  CUSTOM_BOOLEAN((it, random) -> it.custom("等级", true, "true")),
  CUSTOM_ZEROS((it, random) -> it.custom("来源", "0130", "0130")),
  CUSTOM_MARKUP((it, random) -> it.custom("R&D <预算> \"2026\"", "50万 & <b>", "50万 & <b>")),
  NO_GROUPS((it, random) -> it.groups(List.of(), List.of())),
  A_GROUP((it, random) -> it.groups(List.of("客户"), List.of("客户"))),
  OLD_TIMESTAMP((it, random) -> it.field("city", "苏州").timestamp(0)),
  TIMESTAMP_OF_2001((it, random) -> it.field("city", "杭州").timestamp(1_000_000_000_000L)),
  UNKNOWN_FIELD((it, random) -> it.field("city", "绍兴").member("avatar", "x".repeat(50_000))),
  DOUBLED_EQUAL_HEADER((it, random) -> it.field("city", "宁波").header("ce_source", "/crm/hostile"));

  /** Around China's summer times, old calendars and the epoch. */
  private static final List<String> BIRTHDAYS =
      List.of(
          "1986-05-04",
          "1991-09-15",
          "1940-06-01",
          "1942-01-31",
          "1949-05-28",
          "1970-01-01",
          "1969-12-31",
          "1927-12-31",
          "1988-04-17",
          "2000-02-29");

  private final BiFunction<HostileRecord, Random, HostileRecord> write;

  OddValues(BiFunction<HostileRecord, Random, HostileRecord> write) {
    this.write = write;
  }

  static OddValues draw(Random random) {
    return values()[random.nextInt(values().length)];
  }

  HostileChange patch(HostileChanges crm) {
    return write.apply(crm.patch(), crm.random()).valid("a value, " + name());
  }

  private static String birthday(Random random) {
    return BIRTHDAYS.get(random.nextInt(BIRTHDAYS.size()));
  }
}
