package io.m1bridge.local.crm;

import static io.m1bridge.local.crm.PublicCase.B01;
import static io.m1bridge.local.crm.PublicCase.B07;
import static io.m1bridge.local.crm.PublicCase.B08;
import static io.m1bridge.local.crm.PublicCase.B12;
import static io.m1bridge.local.crm.PublicCase.B14;
import static io.m1bridge.local.crm.PublicCase.B15;
import static io.m1bridge.local.crm.PublicCase.B16;
import static io.m1bridge.local.crm.PublicCase.B17;
import static io.m1bridge.local.crm.PublicCase.B19;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Values that are odd and have to arrive all the same, cleaned where they must be. */
enum OddValues {
  LONG_NOTES(B01, (it, random) -> it.field("notes", "备".repeat(1_200))),
  LONG_ASCII_NOTES(B01, (it, random) -> it.field("notes", "n".repeat(1_200))),
  UNKNOWN_FIELD(B01, (it, random) -> it.field("city", "绍兴").member("avatar", "x".repeat(50_000))),
  NEARLY_TOO_LARGE(
      B01, (it, random) -> it.field("city", "嘉兴").member("avatar", "x".repeat(261_000))),
  LABEL_VARIANT(B07, (it, random) -> it.custom(pick(OddLabels.VARIANTS, random), "IT", "IT")),
  LABEL_MARKUP(B07, (it, random) -> it.custom("R&D <预算> \"2026\"", "50万 & <b>", "50万 & <b>")),
  LABEL_TAG(B07, (it, random) -> it.custom("<b>It's</b>", "<i>", "<i>")),
  LABEL_LONG(B07, (it, random) -> it.custom(OddLabels.LONG, "1", "1")),
  MANY_LABELS(
      B08,
      (it, random) -> many(it, 20, day -> it.custom("day " + day + " visited", day, "" + day))),
  MANY_GROUPS(B08, (it, random) -> it.groups(OddLabels.GROUPS, OddLabels.GROUPS)),
  CONTROLS(B12, (it, random) -> it.field("notes", "第一\u0000第二\u0007\u001b", "第一第二")),
  EMOJI(B12, (it, random) -> it.field("fullName", "小花🌸👨‍👩‍👧")),
  EXTENSION_B(B12, (it, random) -> it.field("fullName", "𠮷野" + random.nextInt(9))),
  BIDI(B12, (it, random) -> it.field("jobTitle", "مدير عام")),
  SUMMER_TIME(B14, (it, random) -> it.field("birthday", pick(OddDays.BIRTHDAYS, random))),
  MIDNIGHT(B14, (it, random) -> it.field("birthday", "1990-05-10T00:00:00+08:00", "1990-05-10")),
  ZERO_DATE(B14, (it, random) -> it.field("birthday", pick(OddDays.ZEROS, random), null)),
  ZERO_NUMBER(B14, (it, random) -> it.field("birthday", 0, null)),
  INTEGER_AS_TEXT(B16, (it, random) -> it.field("qq", 9007199254740993L, "9007199254740993")),
  INTEGER_PHONE(B15, (it, random) -> it.field("fax", 13800138000L, "13800138000")),
  WIDE_PHONE(B15, (it, random) -> it.field("fax", "１３８００１３８０００")),
  PHONE_WITH_EXTENSION(B15, (it, random) -> it.field("workPhone", "010－62345678 转 801")),
  CUSTOM_NUMBER(B16, (it, random) -> it.custom("等级", 34, "34")),
  CUSTOM_FRACTION(B16, (it, random) -> it.custom("来源", new BigDecimal("0.10"), "0.10")),
  CUSTOM_BIG_NUMBER(
      B16,
      (it, random) ->
          it.custom("来源", new BigInteger("12345678901234567890123"), "12345678901234567890123")),
  CUSTOM_BOOLEAN(B16, (it, random) -> it.custom("等级", true, "true")),
  CUSTOM_ZEROS(B16, (it, random) -> it.custom("来源", "0130", "0130")),
  NO_GROUPS(B17, (it, random) -> it.groups(List.of(), List.of())),
  A_GROUP(B17, (it, random) -> it.groups(List.of("客户"), List.of("客户"))),
  ENCODED_TWICE(B17, (it, random) -> it.field("city", "湖州").encodedAgain(1)),
  DOUBLED_EQUAL_HEADER(
      B19, (it, random) -> it.field("city", "宁波").header("ce_source", "/crm/hostile"));

  private static final class OddDays {
    /** Around China's summer times, old calendars and the epoch. */
    static final List<String> BIRTHDAYS =
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

    /** How databases write that there is no day. */
    static final List<String> ZEROS = List.of("0000-00-00", "0000-00-00 00:00:00", "0", "00-00-00");
  }

  private static final class OddLabels {
    /** One label as people and programs write it: M1 has one property for all of them. */
    static final List<String> VARIANTS =
        List.of("Industry", "Industry ", " industry", "INDUSTRY", "Ｉｎｄｕｓｔｒｙ", "Industry\u3000");

    /** Longer than what an M1 that cuts labels keeps. */
    static final String LONG = "客户在最近一次展会上对我们新产品的评价与建议汇总";

    /** As many as one contact may well have, and hardly anybody else. */
    static final List<String> GROUPS =
        IntStream.range(0, 8).mapToObj(number -> "展会 " + number).toList();
  }

  private final PublicCase publicCase;
  private final BiFunction<HostileRecord, Random, HostileRecord> write;

  OddValues(PublicCase publicCase, BiFunction<HostileRecord, Random, HostileRecord> write) {
    this.publicCase = publicCase;
    this.write = write;
  }

  static OddValues draw(Random random) {
    return values()[random.nextInt(values().length)];
  }

  HostileChange patch(HostileChanges crm) {
    return write.apply(crm.patch().shows(publicCase), crm.random()).valid("a value, " + name());
  }

  private static HostileRecord many(HostileRecord it, int count, IntConsumer one) {
    IntStream.range(0, count).forEach(one);
    return it;
  }

  private static String pick(List<String> texts, Random random) {
    return texts.get(random.nextInt(texts.size()));
  }
}
