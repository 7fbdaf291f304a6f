package io.m1bridge.systemtests;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * Draws an M1 that is odd in some ways, out of those that must not change the result of a run. A
 * knob that makes M1 lose what it accepted, or refuse a good contact, is no part of it: the truth
 * would be another one.
 */
final class M1Knobs {

  private static final int MOST_AT_ONCE = 7;

  /** A knob by its path, and values that are not its default. */
  private record Knob(String group, String name, List<Object> values) {

    void set(ObjectNode all, Object value, RandomGenerator random) {
      ObjectNode knobs = all.withObjectProperty(group);
      if (group.equals("damage")) {
        // Only rows that are none at all: what is read out of a half damaged one has no one truth.
        knobs
            .putPOJO("lists", List.of(name))
            .putPOJO("kinds", List.of("null-row", "not-an-object"))
            .putPOJO("share", value)
            .put("seed", random.nextInt(1_000));
      } else {
        knobs.putPOJO(name, value);
      }
    }
  }

  private static final List<Knob> KNOBS =
      List.of(
          knob("failure", "form", "data", "code", "error", "message", "msg", "path"),
          knob("failure", "path", "error.code", "result.0.error.code", "data.errors.0.code"),
          knob("failure", "code", "number", "digits"),
          knob("failure", "text", "code", "text-and-code", "text-only"),
          knob("failure", "status", 400, 403, 500),
          knob("failure", "success", "text", "number", "absent"),
          knob("failure", "body", "text", "html"),
          knob("failure", "contentType", "json", "text", "html"),
          knob("answers", "nothing", "null", "empty-text", "empty-object", "absent"),
          knob("answers", "contentType", "text", "html"),
          knob("request", "refusedCallsCount", true),
          knob("request", "maxFormBytes", 60_000),
          knob("oauth", "expiresIn", "instant-seconds", "millis", "seconds"),
          knob("oauth", "echoState", true),
          knob("oauth", "accessTokenLife", "PT60S"),
          knob(
              "oauth",
              "rotation",
              "lenient",
              "grace-period",
              "until-successor-used",
              "same-answer"),
          knob("oauth", "refreshTokenInAnswer", "absent", "null", "empty", "same"),
          knob("oauth", "spuriousRefusals", 1),
          knob("oauth", "newTokenLag", "PT5S"),
          knob("contacts", "goneDelete", "counted", "refused", "refused-rest-deleted"),
          knob("contacts", "pageCap", 7, 20, 49),
          knob("contacts", "mostRows", 60),
          knob("contacts", "birthdayUnit", "seconds"),
          knob("contacts", "emptyText", "empty", "absent"),
          knob("contacts", "emptyGender", "true-with-blank-text"),
          knob("contacts", "emptyBirthday", "creation-seconds"),
          knob("contacts", "existingGroup", "same-group"),
          knob("lists", "address", "trimmed", "lower", "upper", "padded", "mixed"),
          knob("lists", "memberLag", "PT2S", "PT8S"),
          knob("lists", "contactLag", "PT3S"),
          knob("lists", "removalLag", "PT5S"),
          knob("lists", "nameLag", "PT3S"),
          knob("lists", "totalCountsHidden", true),
          knob("lists", "total", total("text"), total("null"), total("absent")),
          knob("lists", "namePageCap", 5),
          knob("names", "trimmed", true),
          knob("damage", "engagement", 0.01, 0.1),
          knob("edm", "tasksFilter", "send-time"),
          knob("edm", "pageCap", 37, 100),
          knob("edm", "startInclusive", false),
          knob("edm", "endInclusive", false),
          knob("edm", "total", total("text"), total("null"), total("absent")),
          knob("edm", "dmdtype", "lower", "upper-with-blanks", "mixed"));

  private M1Knobs() {}

  /** Some knobs, as {@code PATCH /_sim/behaviour} takes them. */
  static ObjectNode draw(RandomGenerator random) {
    List<Knob> shuffled = new ArrayList<>(KNOBS);
    Collections.shuffle(shuffled, new Random(random.nextLong()));
    ObjectNode drawn = JsonNodeFactory.instance.objectNode();
    for (Knob knob : shuffled.subList(0, 1 + random.nextInt(MOST_AT_ONCE))) {
      knob.set(drawn, knob.values().get(random.nextInt(knob.values().size())), random);
    }
    return drawn;
  }

  private static Map<String, Object> total(String form) {
    return Map.of("form", form);
  }

  private static Knob knob(String group, String name, Object... values) {
    return new Knob(group, name, List.of(values));
  }
}
