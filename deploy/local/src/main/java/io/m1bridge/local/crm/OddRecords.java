package io.m1bridge.local.crm;

import static io.m1bridge.local.crm.PublicCase.B01;
import static io.m1bridge.local.crm.PublicCase.B03;
import static io.m1bridge.local.crm.PublicCase.B04;
import static io.m1bridge.local.crm.PublicCase.B08;
import static io.m1bridge.local.crm.PublicCase.B10;
import static io.m1bridge.local.crm.PublicCase.B12;
import static io.m1bridge.local.crm.PublicCase.B14;
import static io.m1bridge.local.crm.PublicCase.B15;
import static io.m1bridge.local.crm.PublicCase.B16;
import static io.m1bridge.local.crm.PublicCase.B17;
import static io.m1bridge.local.crm.PublicCase.B19;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Records that have to become dead letters, and nothing more. */
enum OddRecords {
  ANGLE_BRACKETS(B10, Reasons.FIELD, crm -> address(crm, "<a@example.com>")),
  WITH_A_NAME(B10, Reasons.FIELD, crm -> address(crm, "鲁十一 <a@example.com>")),
  MAILTO(B10, Reasons.FIELD, crm -> address(crm, "mailto:a@example.com")),
  TWO_ADDRESSES(B10, Reasons.FIELD, crm -> address(crm, "a@example.com;b@example.com")),
  TRAILING_COMMA(B10, Reasons.FIELD, crm -> address(crm, "a@example.com,")),
  QUOTED(B10, Reasons.FIELD, crm -> address(crm, "'a@example.com'")),
  NO_ADDRESS(B10, Reasons.FIELD, crm -> address(crm, "无")),
  BAD_DOMAIN(B10, Reasons.FIELD, crm -> address(crm, "a@-example.com")),
  FAR_BIRTHDAY(B03, Reasons.FIELD, crm -> crm.patch().member("birthday", "+999999999-12-31")),
  LATE_BIRTHDAY(B03, Reasons.FIELD, crm -> crm.patch().member("birthday", "9999-12-31")),
  INSTANT_AS_BIRTHDAY(
      B14, Reasons.FIELD, crm -> crm.patch().member("birthday", "1990-05-09T16:00:00Z")),
  DAYS_AS_BIRTHDAY(B14, Reasons.FIELD, crm -> crm.patch().member("birthday", 2_932_896)),
  GERMAN_BIRTHDAY(B14, Reasons.FIELD, crm -> crm.patch().member("birthday", "31.12.1990")),
  OTHER_GENDER(B16, Reasons.FIELD, crm -> crm.patch().member("gender", "unsure")),
  SCIENTIFIC_PHONE(B15, Reasons.FIELD, crm -> crm.patch().member("mobilePhone", "1.38E+10")),
  FRACTION_AS_PHONE(B15, Reasons.FIELD, crm -> crm.patch().member("mobilePhone", 138.5)),
  LIST_AS_VALUE(B16, Reasons.FIELD, crm -> crm.patch().member("notes", List.of("a"))),
  OBJECT_AS_CUSTOM(
      B16, Reasons.FIELD, crm -> crm.patch().member("custom", Map.of("Geo", Map.of("lat", 31.2)))),
  LIST_AS_CUSTOM(
      B16, Reasons.FIELD, crm -> crm.patch().member("custom", Map.of("Tags", List.of("a", "b")))),
  TOO_MANY_LABELS(B08, "too-many-labels", crm -> crm.patch().member("custom", labels(130))),
  TOO_MANY_GROUPS(B08, "too-many-groups", crm -> crm.patch().member("groups", groups(130))),
  HALF_CHARACTER(B12, Reasons.FIELD, crm -> raw(crm, "{\"fullName\":\"苗\\ud842\"}")),
  DOUBLED_NAME(B19, Reasons.DATA, crm -> raw(crm, "{\"fax\":\"1\",\"fax\":\"2\"}")),
  CUT_OFF(B17, Reasons.DATA, crm -> raw(crm, "{\"fullName\": \"cut off")),
  TWO_DOCUMENTS(B17, Reasons.DATA, crm -> raw(crm, "{\"fax\":\"1\"}{\"fax\":\"1\"}")),
  NOT_AN_OBJECT(B17, Reasons.DATA, crm -> raw(crm, "[1,2,3]")),
  ENCODED_THREE_TIMES(B17, Reasons.DATA, crm -> crm.patch().member("fax", "1").encodedAgain(2)),
  WRAPPED(B17, Reasons.WRAPPED, crm -> raw(crm, "{\"payload\":{\"fax\":\"1\"}}")),
  EVENT_IN_AN_EVENT(
      B17, Reasons.WRAPPED, crm -> raw(crm, "{\"specversion\":\"1.0\",\"data\":{\"fax\":\"1\"}}")),
  ENVELOPE(
      B17,
      Reasons.WRAPPED,
      crm -> raw(crm, "{\"op\":\"u\",\"before\":null,\"after\":{\"fax\":\"1\"}}")),
  GBK(
      B19,
      Reasons.DATA,
      crm -> crm.patch().value("{\"fullName\":\"联通狄伟\"}".getBytes(Charset.forName("GBK")))),
  OVERLONG(
      B19,
      Reasons.DATA,
      crm ->
          crm.patch().value(concat("{\"fax\":\"", new byte[] {(byte) 0xc0, (byte) 0xaf}, "\"}"))),
  TWO_TYPES(B19, Reasons.HEADER, crm -> twice(crm, "ce_type", "crm.contact.deleted.v1")),
  TWO_ACCOUNTS(B19, Reasons.HEADER, crm -> twice(crm, "ce_m1account", "other")),
  TWO_IDS(B19, Reasons.HEADER, crm -> twice(crm, "ce_id", "proxy")),
  TWO_SUBJECTS(B19, Reasons.HEADER, crm -> twice(crm, "ce_subject", "somebody-else")),
  HUGE(B01, Reasons.SIZE, crm -> crm.stranger().member("avatar", "x".repeat(300_000 + more(crm)))),
  HUGE_VERSION(B01, Reasons.SIZE, crm -> crm.patch().member("avatar", "x".repeat(420_000))),
  MANY_HEADERS(B01, Reasons.SIZE, OddRecords::manyHeaders),
  AT_THE_LIMIT_OF_KAFKA(
      B01, Reasons.SIZE, crm -> crm.stranger().member("avatar", "x".repeat(1_047_000))),
  BINARY_KEY(B04, Reasons.KEY, crm -> crm.stranger(new byte[] {0, 0, 0, 0, 0, 0, 0, (byte) 0xc8})),
  GBK_KEY(B04, Reasons.KEY, crm -> crm.stranger("联通".getBytes(Charset.forName("GBK"))));

  /** Codes of {@code docs/reason-codes.md}. */
  private static final class Reasons {
    static final String FIELD = "field-invalid";
    static final String DATA = "data-unreadable";
    static final String WRAPPED = "data-wrapped";
    static final String HEADER = "header-ambiguous";
    static final String SIZE = "change-too-large";
    static final String KEY = "key-invalid";
  }

  private final PublicCase publicCase;
  private final String reason;
  private final Function<HostileChanges, HostileRecord> write;

  OddRecords(PublicCase publicCase, String reason, Function<HostileChanges, HostileRecord> write) {
    this.publicCase = publicCase;
    this.reason = reason;
    this.write = write;
  }

  static OddRecords draw(Random random) {
    return values()[random.nextInt(values().length)];
  }

  HostileChange make(HostileChanges crm) {
    return write.apply(crm).shows(publicCase).invalid(name(), reason);
  }

  private static int more(HostileChanges crm) {
    return crm.random().nextInt(600_000);
  }

  private static HostileRecord address(HostileChanges crm, String address) {
    return crm.stranger().member("email", address);
  }

  private static HostileRecord raw(HostileChanges crm, String json) {
    return crm.patch().value(json.getBytes(StandardCharsets.UTF_8));
  }

  private static HostileRecord twice(HostileChanges crm, String header, String second) {
    return crm.patch().field("fax", "1").header(header, second);
  }

  /** Nothing stands in them: it is their number. */
  private static HostileRecord manyHeaders(HostileChanges crm) {
    HostileRecord record = crm.stranger();
    IntStream.range(0, 100_000).forEach(i -> record.header("", ""));
    return record;
  }

  /** A map with days in its keys. */
  private static Map<String, Object> labels(int count) {
    Map<String, Object> labels = new HashMap<>();
    IntStream.range(0, count).forEach(day -> labels.put("visited day " + day, "yes"));
    return labels;
  }

  private static List<String> groups(int count) {
    return IntStream.range(0, count).mapToObj(number -> "one of many " + number).toList();
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
