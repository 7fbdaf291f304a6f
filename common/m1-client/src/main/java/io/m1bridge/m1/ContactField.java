package io.m1bridge.m1;

/**
 * The fields that every M1 contact has, under one canonical name each. How a call spells and
 * encodes them is the client's business (M1 page, "Field names and value forms differ by call").
 */
public enum ContactField {
  FULL_NAME("fullName"),
  GENDER("gender"),
  BIRTHDAY("birthday"),
  COMPANY_NAME("companyName"),
  JOB_TITLE("jobTitle"),
  EMAIL("email"),
  WORK_PHONE("workPhone"),
  MOBILE_PHONE("mobilePhone"),
  WEBSITE("website"),
  FAX("fax"),
  COUNTRY("country"),
  PROVINCE("province"),
  CITY("city"),
  ADDRESS("address"),
  POST_CODE("postCode"),
  QQ("qq"),
  WEIBO("weibo"),
  WEIXIN("weixin"),
  NOTES("notes");

  private final String key;

  ContactField(String key) {
    this.key = key;
  }

  /** The name in our own contracts, as in {@code crm.contact.upserted.v1}. */
  public String key() {
    return key;
  }
}
