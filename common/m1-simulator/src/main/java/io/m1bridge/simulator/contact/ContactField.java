package io.m1bridge.simulator.contact;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** M1's own fields, in the order of {@code contact/setting}. */
enum ContactField {
  FULL_NAME("fullName", "姓名"),
  GENDER("gender", "性别"),
  BIRTHDAY("birthday", "生日"),
  COMPANY_NAME("companyName", "公司"),
  JOB_TITLE("jobTitle", "职位"),
  EMAIL("email", "邮箱"),
  WORK_PHONE("workPhone", "电话"),
  MOBILE_PHONE("mobilePhone", "手机"),
  WEBSITE("website", "网址"),
  FAX("fax", "传真"),
  COUNTRY("country", "国家"),
  PROVINCE("province", "省份"),
  CITY("city", "城市"),
  ADDRESS("address", "地址"),
  POST_CODE("postCode", "邮编"),
  QQ("qQ", "QQ"),
  WEIBO("weibo", "微博"),
  WEIXIN("weixin", "微信"),
  NOTES("notes", "备注");

  private static final Map<String, ContactField> BY_NAME =
      Stream.of(values()).collect(Collectors.toMap(f -> f.m1Name, Function.identity()));
  private static final Map<String, ContactField> BY_ADD_NAME =
      Stream.of(values()).collect(Collectors.toMap(ContactField::addName, Function.identity()));

  private final String m1Name;
  private final String chineseName;

  ContactField(String m1Name, String chineseName) {
    this.m1Name = m1Name;
    this.chineseName = chineseName;
  }

  /** The name in {@code edit} and in answers. */
  String m1Name() {
    return m1Name;
  }

  String chineseName() {
    return chineseName;
  }

  /** The name in {@code add}. */
  String addName() {
    return this == PROVINCE || this == CITY ? m1Name + "_zh" : m1Name;
  }

  /** The name in the control API's canonical form. */
  String canonicalName() {
    return this == QQ ? "qq" : m1Name;
  }

  static @Nullable ContactField ofName(String name) {
    return BY_NAME.get(name);
  }

  static @Nullable ContactField ofAddName(String name) {
    return BY_ADD_NAME.get(name);
  }
}
