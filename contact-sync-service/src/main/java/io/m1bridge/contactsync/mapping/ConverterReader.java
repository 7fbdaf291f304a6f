package io.m1bridge.contactsync.mapping;

import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import io.m1bridge.contactsync.change.JsonValue;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the steps of {@code convert}. */
final class ConverterReader {

  private static final Set<String> KINDS =
      Set.of(
          "trim", "lower", "upper", "phone", "date", "boolean", "decimal", "lookup", "default",
          "split", "join", "json");
  private static final Map<String, PhoneNumberFormat> PHONE_FORMS =
      Map.of(
          "e164", PhoneNumberFormat.E164,
          "national", PhoneNumberFormat.NATIONAL,
          "international", PhoneNumberFormat.INTERNATIONAL);

  private static final Map<String, DateConverter.Form> DATE_FORMS = dateForms();

  private ConverterReader() {}

  /** A pattern stands there itself, not as a word for it. */
  private static Map<String, DateConverter.Form> dateForms() {
    Map<String, DateConverter.Form> forms = YamlNode.words(DateConverter.Form.values());
    forms.values().remove(DateConverter.Form.PATTERN);
    return forms;
  }

  static List<Converter> read(YamlNode steps) {
    List<Converter> converters = new ArrayList<>();
    for (YamlNode step : steps.list()) {
      if (step.isScalar()) {
        named(step, step.text()).ifPresent(converters::add);
      } else {
        Map<String, YamlNode> parts = step.map();
        if (parts.size() != 1) {
          step.wrong("one converter is needed here; further ones are further entries of the list");
        }
        parts.forEach((kind, value) -> configured(step, kind, value).ifPresent(converters::add));
      }
    }
    return converters;
  }

  private static Optional<Converter> named(YamlNode at, String kind) {
    return switch (kind) {
      case "trim" -> Optional.of(Converters.text(String::strip));
      case "lower" -> Optional.of(Converters.text(text -> text.toLowerCase(Locale.ROOT)));
      case "upper" -> Optional.of(Converters.text(text -> text.toUpperCase(Locale.ROOT)));
      case "boolean" -> Optional.of(Converters.bool("true", "false"));
      case "date" -> Optional.of(DateConverter.of(DateConverter.Form.ISO, ZoneOffset.UTC));
      default -> {
        if (KINDS.contains(kind)) {
          at.wrong("the converter '" + kind + "' needs to be told more: '" + kind + ": …'");
        } else {
          at.unknown("converter", kind, KINDS);
        }
        yield Optional.empty();
      }
    };
  }

  private static Optional<Converter> configured(YamlNode at, String kind, YamlNode value) {
    return switch (kind) {
      case "phone" -> Optional.of(phone(value));
      case "date" -> Optional.of(date(value));
      case "boolean" -> Optional.of(bool(value));
      case "decimal" -> Optional.of(decimal(value));
      case "lookup" -> Optional.of(lookup(value));
      case "default" -> Optional.of(Converters.otherwise(value.text()));
      case "split" -> Optional.of(Converters.split(value.text()));
      case "join" -> Optional.of(Converters.join(value.text()));
      case "json" -> Optional.of(Converters.json(FieldPath.of(value.text())));
      default -> {
        if (KINDS.contains(kind)) {
          at.wrong("the converter '" + kind + "' stands by itself, without a value");
        } else {
          at.unknown("converter", kind, KINDS);
        }
        yield Optional.empty();
      }
    };
  }

  private static Converter phone(YamlNode node) {
    Map<String, YamlNode> parts = node.map("part of 'phone'", Set.of("region", "form", "invalid"));
    String region = parts.containsKey("region") ? parts.get("region").text() : "";
    if (!PhoneConverter.isRegion(region)) {
      parts
          .getOrDefault("region", node)
          .wrong("'region' of a phone is the code of a country in two capitals, such as CN");
    }
    PhoneNumberFormat form = PhoneNumberFormat.E164;
    if (parts.containsKey("form")) {
      form = parts.get("form").choice("form of phone numbers", PHONE_FORMS, form);
    }
    PhoneConverter.Invalid invalid = PhoneConverter.Invalid.KEEP;
    if (parts.containsKey("invalid")) {
      invalid =
          parts
              .get("invalid")
              .choice(
                  "answer to invalid phone numbers",
                  YamlNode.words(PhoneConverter.Invalid.values()),
                  invalid);
    }
    return new PhoneConverter(region, form, invalid);
  }

  private static Converter date(YamlNode node) {
    if (node.isScalar()) {
      return date(node, node.text(), ZoneOffset.UTC);
    }
    Map<String, YamlNode> parts = node.map("part of 'date'", Set.of("form", "zone"));
    ZoneId zone = ZoneOffset.UTC;
    if (parts.containsKey("zone")) {
      try {
        zone = ZoneId.of(parts.get("zone").text());
      } catch (DateTimeException e) {
        parts.get("zone").wrong("there is no such time zone; one is Asia/Shanghai");
      }
    }
    return parts.containsKey("form")
        ? date(parts.get("form"), parts.get("form").text(), zone)
        : DateConverter.of(DateConverter.Form.ISO, zone);
  }

  private static Converter date(YamlNode at, String form, ZoneId zone) {
    DateConverter.Form known = DATE_FORMS.get(form);
    if (known != null) {
      return DateConverter.of(known, zone);
    }
    if (!form.contains("yy") && !form.contains("uu")) {
      at.unknown("form of dates", form, DATE_FORMS.keySet());
      return DateConverter.of(DateConverter.Form.ISO, zone);
    }
    try {
      return DateConverter.of(form, zone);
    } catch (IllegalArgumentException e) {
      at.wrong("'" + form + "' is no pattern of a date; one is dd.MM.yyyy");
      return DateConverter.of(DateConverter.Form.ISO, zone);
    }
  }

  private static Converter bool(YamlNode node) {
    Map<String, YamlNode> words = node.map("part of 'boolean'", Set.of("true", "false"));
    return Converters.bool(
        words.containsKey("true") ? words.get("true").text() : "true",
        words.containsKey("false") ? words.get("false").text() : "false");
  }

  private static Converter decimal(YamlNode node) {
    Map<String, YamlNode> parts = node.map("part of 'decimal'", Set.of("scale"));
    YamlNode scale = parts.getOrDefault("scale", node);
    if (!scale.isScalar() || !scale.text().matches("\\d{1,3}")) {
      scale.wrong("'scale' of a decimal is the number of its decimal places, as in numeric(10,2)");
      return Converters.decimal(0);
    }
    return Converters.decimal(Integer.parseInt(scale.text()));
  }

  private static Converter lookup(YamlNode node) {
    Map<String, YamlNode> parts = node.map("part of 'lookup'", Set.of("table", "else"));
    if (!parts.containsKey("table")) {
      node.wrong("'lookup' needs a 'table' of values and what they become");
      return Converters.lookup(Map.of(), null);
    }
    Map<String, JsonValue> table = new LinkedHashMap<>();
    parts.get("table").map().forEach((from, to) -> table.put(from, to.scalar()));
    return Converters.lookup(table, parts.containsKey("else") ? parts.get("else").scalar() : null);
  }
}
