package io.m1bridge.local.crm;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import net.datafaker.Faker;
import org.jspecify.annotations.Nullable;

/**
 * Invented people, half of them Chinese, half English-speaking. Every address is in a domain that
 * RFC 2606 reserves for examples, so that no mail can reach anybody.
 */
final class People {
  private static final List<String> DOMAINS =
      List.of("example.com", "example.net", "example.org", "mail.example.com");
  private static final List<String> LEVELS = List.of("金", "银", "铜", "VIP");
  private static final List<String> SOURCES = List.of("展会", "网站", "referral", "webinar");
  private static final LocalDate FIRST_BIRTHDAY = LocalDate.of(1950, 1, 1);
  private static final int BIRTHDAYS = 55 * 365;

  /** Labels of the custom properties that some people have. */
  static final List<String> LABELS = List.of("等级", "来源");

  /** Groups that some people join. */
  static final List<String> GROUPS = List.of("客户", "潜在客户", "Newsletter");

  /** Different values of a kind: to have Datafaker invent each anew took a tenth of a long run. */
  private static final int VALUES = 500;

  private final Map<String, List<String>> values = new HashMap<>();
  private final Random random;
  private final int longNotes;
  private final Faker chinese;
  private final Faker english;

  /**
   * @param random decides everything
   * @param longNotes so many characters of notes everybody has; 0: some have short ones
   */
  People(Random random, int longNotes) {
    this.random = random;
    this.longNotes = longNotes;
    this.chinese = new Faker(Locale.forLanguageTag("zh-CN"), random);
    this.english = new Faker(Locale.ENGLISH, random);
  }

  /** The email of the contact with this number: unique by the number. */
  String email(int number) {
    return "p" + number + "." + lastName() + "@" + pick(DOMAINS);
  }

  /** A value for one field, such as a person of this language could have. */
  String value(String field, boolean inChinese) {
    return switch (field) {
      case "fullName" -> any(field, inChinese, faker -> faker.name().fullName());
      case "gender" -> random.nextBoolean() ? "male" : "female";
      case "birthday" -> FIRST_BIRTHDAY.plusDays(random.nextInt(BIRTHDAYS)).toString();
      case "companyName" -> any(field, inChinese, faker -> faker.company().name());
      case "jobTitle" -> jobTitle(inChinese);
      case "workPhone" -> inChinese ? "021-" + digits(8) : "+1-212-555-" + digits(4);
      case "mobilePhone" -> inChinese ? "139" + digits(8) : "+1-917-555-" + digits(4);
      case "website" -> "https://www." + lastName() + ".example.com/";
      case "fax" -> "021-" + digits(8);
      case "country" -> inChinese ? "中国" : any(field, false, faker -> faker.address().country());
      case "province" -> any(field, true, faker -> faker.address().state());
      case "city" -> any(field, true, faker -> faker.address().city());
      case "address" -> any(field, inChinese, faker -> faker.address().streetAddress());
      case "postCode" -> digits(6);
      case "qq" -> "1" + digits(8);
      case "weibo", "weixin" -> firstName() + digits(4);
      case "notes" -> notes(inChinese);
      default -> throw new IllegalArgumentException("No value is known for the field " + field);
    };
  }

  private String notes(boolean inChinese) {
    String notes = (inChinese ? "备注: " : "Note: ") + jobTitle(inChinese) + " & 100% “ok”";
    return notes.length() >= longNotes
        ? notes
        : notes.repeat(1 + longNotes / notes.length()).substring(0, longNotes - 1) + ".";
  }

  private String jobTitle(boolean inChinese) {
    return any("jobTitle", inChinese, faker -> faker.job().title());
  }

  private String firstName() {
    return any("firstName", false, faker -> word(faker.name().firstName()));
  }

  private String lastName() {
    return any("lastName", false, faker -> word(faker.name().lastName()));
  }

  private String any(String kind, boolean inChinese, Function<Faker, String> invent) {
    return pick(
        values.computeIfAbsent(
            kind + (inChinese ? ".zh" : ".en"),
            k ->
                Stream.generate(() -> invent.apply(inChinese ? chinese : english))
                    .limit(VALUES)
                    .toList()));
  }

  /** All that the CRM holds about a new contact. */
  Map<String, @Nullable Object> person(String email, boolean inChinese) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("fullName", value("fullName", inChinese));
    data.put("email", email);
    for (String field : fields(inChinese)) {
      boolean needed = longNotes > 0 && field.equals("notes");
      if (needed || random.nextInt(100) < 60) {
        data.put(field, value(field, inChinese));
      }
    }
    if (random.nextInt(100) < 60) {
      data.put("groups", groups());
    }
    if (random.nextInt(100) < 40) {
      data.put("custom", custom());
    }
    return data;
  }

  /**
   * The fields that a contact of this language may have, besides name and email. M1 knows provinces
   * and cities by their Chinese names, so only Chinese people have them.
   */
  static List<String> fields(boolean inChinese) {
    return inChinese ? CHINESE_FIELDS : ENGLISH_FIELDS;
  }

  private static final List<String> ENGLISH_FIELDS =
      List.of(
          "gender",
          "birthday",
          "companyName",
          "jobTitle",
          "workPhone",
          "mobilePhone",
          "website",
          "country",
          "address",
          "postCode",
          "notes");

  private static final List<String> CHINESE_FIELDS =
      List.of(
          "gender",
          "birthday",
          "companyName",
          "jobTitle",
          "workPhone",
          "mobilePhone",
          "fax",
          "country",
          "province",
          "city",
          "address",
          "postCode",
          "qq",
          "weibo",
          "weixin",
          "notes");

  /** One group, sometimes two. */
  List<String> groups() {
    String first = pick(GROUPS);
    String second = pick(GROUPS);
    return random.nextInt(100) < 80 || first.equals(second)
        ? List.of(first)
        : List.of(first, second);
  }

  Map<String, String> custom() {
    Map<String, String> custom = new LinkedHashMap<>();
    custom.put("等级", pick(LEVELS));
    if (random.nextBoolean()) {
      custom.put("来源", pick(SOURCES));
    }
    return custom;
  }

  <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private String digits(int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append((char) ('0' + random.nextInt(10)));
    }
    return text.toString();
  }

  private static String word(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
  }
}
