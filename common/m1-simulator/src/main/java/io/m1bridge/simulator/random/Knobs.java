package io.m1bridge.simulator.random;

import static io.m1bridge.simulator.random.Knob.of;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The knobs that may be drawn, by what they do to the outcome. */
final class Knobs {
  private Knobs() {}

  /** Pages of few rows, and few of them to be reached; M1 says so, or it can be seen. */
  private static final Object[] DEEP_ROWS =
      Stream.of("refused", "no-code", "last-page")
          .map(beyond -> Map.of("pageCap", 10, "depth", depth(40, beyond)))
          .toArray();

  /**
   * Engagement rows that nobody can read, which count as dead letters; in other lists fields that
   * nobody needs.
   */
  private static final Object[] DAMAGED_ROWS = {
    damage("engagement", List.of("null-row", "not-an-object"), List.of()),
    damage("engagement", List.of("missing-field", "null-field"), List.of("email")),
    damage(
        "contacts",
        List.of("missing-field", "null-field"),
        List.of("fullName", "createTime", "birthday_des", "accountId", "city", "notes")),
    damage("campaigns", List.of("missing-field", "null-field"), List.of("subject", "thumbnail")),
    damage("groups", List.of("missing-field", "null-field"), List.of("contactSize")),
    damage("properties", List.of("missing-field", "null-field"), List.of("description"))
  };

  private static Map<String, Object> damage(String list, List<String> kinds, List<String> fields) {
    return Map.of("lists", List.of(list), "kinds", kinds, "fields", fields, "share", 0.3);
  }

  private static Map<String, Object> depth(int rows, String beyond) {
    return Map.of("rows", rows, "beyond", beyond);
  }

  /** A gateway's page in place of one refresh; the consent goes through before. */
  private static Map<String, Object> page(String answer, int status) {
    return Map.of("answer", answer, "status", status, "quotesPath", true, "after", 1, "calls", 1);
  }

  /**
   * M1 does what it is asked for and only says it differently, later or in smaller parts: in the
   * end the outcome has to be the same.
   */
  static final List<Knob> HARMLESS =
      List.of(
          of("failure.form", "data-error-code", "data-msg", "data", "code", "error", "path"),
          of("failure.path", "e", "data.error.code", "errors.0.detail.code"),
          of("failure.code", "number", "digits"),
          of("failure.text", "code", "text-and-code", "text-only"),
          of("failure.status", 400, 401, 403, 500),
          of("failure.statusByCode", Map.of("E10104", 429), Map.of("E10001", 503)),
          of("failure.success", "text", "number", "absent"),
          of("failure.body", "text", "html"),
          of("failure.contentType", "json", "text", "html"),
          of("failure.retryAfter", "PT1S", "PT5S"),
          of("failure.retryAfterForm", "date"),
          of("answers.nothing", "null", "empty-text", "empty-object", "absent"),
          of("answers.nothingIsWhole", true),
          of("answers.contentType", "text", "html"),
          of("request.maxFormBytes", 100_000, 1_000_000),
          of("request.refusedCallsCount", true),
          of("oauth.accessTokenLife", "PT2H", "PT48H"),
          of("oauth.codeLife", "PT1M", "PT1H"),
          of("oauth.expiresIn", "instant-seconds", "millis", "seconds"),
          of(
              "oauth.rotation",
              "lenient",
              "reuse-detection",
              "grace-period",
              "until-successor-used",
              "same-answer"),
          of("oauth.gracePeriod", "PT5S", "PT10M"),
          of("oauth.oldAccessTokenLives", false),
          of("oauth.echoState", true),
          of("oauth.refusedConsent", "json"),
          of("oauth.failureStatus", 200, 401),
          of("oauth.refreshTokenInAnswer", "absent", "null", "empty", "same"),
          of("oauth.spuriousRefusals", 1),
          of(
              "oauth.deadGrant",
              "bad-refresh-token",
              "code-in-data",
              "sentence",
              "code-in-text",
              "own-code"),
          of("oauth.newTokenLag", "PT2S"),
          of(
              "oauth.gateway",
              page("html", 502),
              page("html", 429),
              page("text", 503),
              page("json", 500),
              page("empty-json", 200)),
          of("contacts.mostRows", 50, 200, 999),
          of("contacts.refusalCode", "no-code", "E10001"),
          of("contacts.writesRefused", "PT20S", "PT1M"),
          of("contacts.writesRefusedCode", "E10001"),
          of("contacts.goneDetailCode", "no-code", "E10001"),
          of("contacts.goneDelete", "counted", "refused", "refused-rest-deleted"),
          of("contacts.pageCap", 1, 7, 20, 49),
          of("contacts.birthdayUnit", "seconds"),
          of("contacts.emptyText", "empty", "absent"),
          of("contacts.emptyGender", "true-with-blank-text"),
          of("contacts.emptyBirthday", "creation-seconds"),
          of("contacts.existingGroup", "same-group", "refused"),
          of("lists.address", "trimmed", "lower", "upper", "padded", "mixed"),
          of("lists.memberLag", "PT2S", "PT8S"),
          of("lists.contactLag", "PT3S"),
          of("lists.removalLag", "PT5S"),
          of("lists.nameLag", "PT3S"),
          of("lists.totalCountsHidden", true),
          of("lists.total.form", "text", "null", "absent"),
          of("lists.total.cap", 10, 10_000),
          of("lists.total.surplus", 3, 1_000),
          of("lists.namePageCap", 5, 20),
          of(
              "lists.depth",
              depth(100, "refused"),
              depth(100, "server-error"),
              depth(100, "no-code"),
              depth(100, "empty"),
              depth(100, "last-page")),
          of("names.trimmed", true),
          of("names.longest", 20),
          of("names.folded", true),
          of("names.escaped", true),
          of("edm.tasksFilter", "send-time"),
          of("edm.pageCap", 7, 37, 100),
          of("edm.startInclusive", false),
          of("edm.endInclusive", false),
          of("edm.totalIgnoresWindow", true),
          of("edm.clockSkew", "PT3M", "PT-3M"),
          of("edm.sentRows", "sent", "sendout"),
          of("edm.total.form", "text", "null", "absent"),
          of("edm.total.surplus", 3),
          of("edm.total.cap", 10, 10_000),
          of("edm.dmdtype", "lower", "upper-with-blanks", "mixed"),
          of("edm.unknownCampaign", "refused", "no-code"),
          of("edm", DEEP_ROWS),
          of("damage", DAMAGED_ROWS));

  /** M1 loses, changes or refuses something for good: the outcome is another one. */
  static final List<Knob> HARMFUL =
      List.of(
          of("contacts.merge", "old-wins", "fill-blanks"),
          of("contacts.blankWipes", true),
          of("contacts.overwrite", "all-fields", "all-fields-and-groups"),
          of("contacts.emailIgnoresCase", false),
          of("contacts.badBatch", "partial"),
          of("contacts.refuseMissingEmail", false),
          of("contacts.refuseInvalidEmail", false),
          of("contacts.refuseMarker", "1@"),
          of("contacts.tooManyCode", "no-code"),
          of("contacts.unmatchedEdit", "refused"),
          of("contacts.editBlankWipes", false),
          of("contacts.unknownProperty", "bad-row"),
          of("contacts.dropDown", "option-label"),
          of("contacts.dropDownEdit", "adds"),
          of("contacts.aboveCap", "refused"),
          of("request.oversizeForm", "parameters-lost", "no-code"),
          of("edm.depth.rows", 50, 10_000),
          of("edm.depth.beyond", "server-error", "no-code", "empty", "last-page"),
          of("names.longest", 5),
          of("names.mostGroups", 1, 10),
          of("names.mostProperties", 1, 10),
          of("names.aboveMost", "ignored"),
          of("names.groupsWithoutEffect", true),
          of("names.propertiesWithoutEffect", true),
          of("names.refusalCode", "no-code", "E10001"),
          of("damage.lists", List.of("contacts"), List.of("campaigns", "engagement")),
          of("damage.kinds", List.of("null-row"), List.of("missing-field", "other-type")),
          of("damage.fields", List.of("email"), List.of("id", "task_id")),
          of("damage.seed", 2, 3),
          of("damage.share", 0.01, 0.3, 1.0),
          of("damage.nth", 3, 50));
}
