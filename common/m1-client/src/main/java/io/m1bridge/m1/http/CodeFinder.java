package io.m1bridge.m1.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.m1bridge.m1.M1Code;
import io.m1bridge.m1.wire.Json;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the code of a failure wherever it stands in an answer: M1's page does not say where, and a
 * code that was not seen once rejected every contact. At any depth, under any field, as a number or
 * a text, in JSON within a text, as the name of a field.
 *
 * <p>The best place wins: a code by itself under a field that is called so, before one in a
 * message, before bare digits anywhere. Fields that hold a contact's data hold no code; where they
 * hold rows, a failure may say beside each what is wrong with it.
 */
final class CodeFinder {

  /** JSON within texts of JSON, no deeper. */
  private static final int DEEPEST_TEXT = 3;

  private static final Pattern CALLED_CODE = Pattern.compile("code|err|^(?:ret|rc|result|status)$");

  /** Below a field of {@link #DATA} nothing else is the code of a failure. */
  private static final Pattern FULL_CODE = Pattern.compile("\\s*[Ee]\\d{5}\\s*");

  /** Whatever stands in or below them is the account's data or a request given back. */
  private static final Set<String> DATA =
      Set.of(
          "fullname",
          "companyname",
          "jobtitle",
          "email",
          "workphone",
          "mobilephone",
          "website",
          "fax",
          "country",
          "province",
          "city",
          "province_zh",
          "city_zh",
          "address",
          "postcode",
          "qq",
          "weibo",
          "weixin",
          "notes",
          "gender",
          "gender_des",
          "birthday",
          "birthday_des",
          "qrcodeurl",
          "groupname",
          "tagname",
          "subject",
          "thumbnail",
          "clickname",
          "clickurl",
          "ip",
          "software",
          "clientos",
          "eventdate",
          "dmdtype",
          "contact",
          "contacts",
          "propertys",
          "subpropertys",
          "groups",
          "tags",
          "sources",
          "oplogs",
          "edmbehavior",
          "request",
          "params",
          "parameters",
          "form");

  /** A number in them is no code. */
  private static final Set<String> NUMBERS =
      Set.of(
          "id",
          "ids",
          "groupid",
          "groupids",
          "propertyid",
          "contactid",
          "sourceid",
          "task_id",
          "mailing_id",
          "accountid",
          "total",
          "total_count",
          "count",
          "size",
          "contactsize",
          "page",
          "limit",
          "row",
          "line",
          "index",
          "createat",
          "createtime",
          "updatetime",
          "sendtime",
          "timestamp",
          "time");

  private final JsonNode contents;
  private final boolean success;
  private @Nullable M1Code best;
  private int bestRank = Integer.MAX_VALUE;

  private CodeFinder(JsonNode contents, boolean success) {
    this.contents = contents;
    this.success = success;
  }

  /** The code of an answer that M1 does not call a success. */
  static Optional<M1Code> find(JsonNode answer) {
    return new CodeFinder(MissingNode.getInstance(), false).search(answer);
  }

  /**
   * The code of an answer that looks like a success: only one that M1's page lists contradicts it,
   * or one in the place of the data.
   *
   * @param contents the part of it that holds what was asked for, and is not searched
   */
  static Optional<M1Code> findBeside(JsonNode contents, JsonNode answer) {
    return new CodeFinder(contents, true)
        .search(answer)
        .filter(M1Code::isListed)
        .or(() -> asData(answer.path("data")));
  }

  private static Optional<M1Code> asData(JsonNode data) {
    CodeText text = new CodeText(data.isTextual() ? data.textValue() : "");
    return text.isDigits() ? Optional.empty() : text.whole();
  }

  private Optional<M1Code> search(JsonNode answer) {
    walk("", answer, 0);
    return Optional.ofNullable(best);
  }

  private void walk(String field, JsonNode node, int texts) {
    if (node == contents) {
      return;
    }
    if (DATA.contains(field)) {
      if (!success) {
        walkData(node);
      }
      return;
    }
    if (node.isObject()) {
      for (Map.Entry<String, JsonNode> entry : node.properties()) {
        new CodeText(entry.getKey())
            .whole()
            .filter(code -> entry.getKey().startsWith("E"))
            .ifPresent(code -> offer(code, 5));
        walk(entry.getKey().toLowerCase(Locale.ROOT), entry.getValue(), texts);
      }
    } else if (node.isArray()) {
      node.forEach(element -> walk(field, element, texts));
    } else if (node.isTextual() && texts < DEEPEST_TEXT && looksLikeJson(node.textValue())) {
      Json.parse(node.textValue())
          .ifPresentOrElse(inner -> walk(field, inner, texts + 1), () -> leaf(field, node));
    } else if (node.isTextual() || node.isNumber()) {
      leaf(field, node);
    }
  }

  /** Rows given back with what is wrong with them: {@code {"row": 3, "code": "E10103"}}. */
  private void walkData(JsonNode node) {
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      String field = entry.getKey().toLowerCase(Locale.ROOT);
      String text = entry.getValue().asText();
      if (!DATA.contains(field)
          && CALLED_CODE.matcher(field).find()
          && FULL_CODE.matcher(text).matches()) {
        new CodeText(text).whole().filter(M1Code::isListed).ifPresent(code -> offer(code, 6));
      }
    }
    node.forEach(this::walkData);
  }

  private static boolean looksLikeJson(String text) {
    String start = text.stripLeading();
    return start.startsWith("{") || start.startsWith("[");
  }

  private void leaf(String field, JsonNode node) {
    boolean calledCode = CALLED_CODE.matcher(field).find();
    CodeText text =
        new CodeText(
            node.isTextual() ? node.textValue() : Long.toString(Json.whole(node).orElse(0)));
    Optional<M1Code> whole = text.whole();
    if (whole.isEmpty()) {
      text.within().ifPresent(code -> offer(code, calledCode ? 1 : 3));
    } else if (!text.isDigits() || calledCode) {
      offer(whole.get(), calledCode ? 0 : 2);
    } else if (!success && !NUMBERS.contains(field)) {
      offer(whole.get(), 4);
    }
  }

  /** The first of equals; a code that M1's page does not list only where there is no other. */
  private void offer(M1Code code, int place) {
    int rank = code.isListed() ? place : place + 100;
    if (rank < bestRank) {
      best = code;
      bestRank = rank;
    }
  }
}
