package io.m1bridge.m1.wire;

import io.m1bridge.m1.ContactField;

/** How each call spells a field (M1 page, "Field names and value forms differ by call"). */
final class FieldNames {

  private FieldNames() {}

  /** In {@code add}, and the names beside the numbers in {@code all} and {@code detail}. */
  static String inAdd(ContactField field) {
    return switch (field) {
      case PROVINCE -> "province_zh";
      case CITY -> "city_zh";
      default -> inEdit(field);
    };
  }

  /** In {@code edit}. */
  static String inEdit(ContactField field) {
    return field == ContactField.QQ ? "qQ" : field.key();
  }

  /** The header's {@code name}, as M1's page and its settings page call it. */
  static String inChinese(ContactField field) {
    return switch (field) {
      case FULL_NAME -> "姓名";
      case GENDER -> "性别";
      case BIRTHDAY -> "生日";
      case COMPANY_NAME -> "公司";
      case JOB_TITLE -> "职位";
      case EMAIL -> "邮箱";
      case WORK_PHONE -> "电话";
      case MOBILE_PHONE -> "手机";
      case WEBSITE -> "网址";
      case FAX -> "传真";
      case COUNTRY -> "国家";
      case PROVINCE -> "省份";
      case CITY -> "城市";
      case ADDRESS -> "地址";
      case POST_CODE -> "邮编";
      case QQ -> "QQ";
      case WEIBO -> "微博";
      case WEIXIN -> "微信";
      case NOTES -> "备注";
    };
  }
}
