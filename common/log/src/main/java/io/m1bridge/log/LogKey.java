package io.m1bridge.log;

/**
 * What a line of the log may be about. A key means the same in every service; {@code
 * docs/logging.md} has them all.
 */
public enum LogKey {
  ACCOUNT_ID("accountId"),
  ACTION("action"),
  BY("by"),
  CALL("call"),
  CALL_ID("callId"),
  CAMPAIGN_ID("campaignId"),
  COMPARED("compared"),
  CONTACTS("contacts"),
  COUNT("count"),
  DETAIL("detail"),
  DIFFERING("differing"),
  ERASED_AT("erasedAt"),
  ERROR_ID("errorId"),
  FAILURE("failure"),
  GROUP("group"),
  KEY_BYTES("keyBytes"),
  KEY_ID("keyId"),
  KEY_IDS("keyIds"),
  LIMIT("limit"),
  METHOD("method"),
  MISSING("missing"),
  OFFSET("offset"),
  OUTCOME("outcome"),
  OWNER("owner"),
  PART("part"),
  PARTITION("partition"),
  PARTITIONS("partitions"),
  REASON("reason"),
  REMOTE_ID("remoteId"),
  ROWS("rows"),
  SETTING("setting"),
  STEP("step"),
  TASK_ID("taskId"),
  TOPIC("topicName"),
  VALUE("value"),
  VALUE_BYTES("valueBytes"),
  WAIT("wait"),
  WITH_CONTACTS("withContacts");

  private final String text;

  LogKey(String text) {
    this.text = text;
  }

  /** As it stands in the log. */
  public String text() {
    return text;
  }
}
