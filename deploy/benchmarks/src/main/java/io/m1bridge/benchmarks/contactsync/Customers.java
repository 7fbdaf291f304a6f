package io.m1bridge.benchmarks.contactsync;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.m1bridge.contracts.ContactChangeType;
import io.m1bridge.contracts.ContractJson;
import io.m1bridge.local.crm.Change;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * The contacts of one account as a CRM sends them: all fields set, every version of a value another
 * one, no groups and no deletes unless asked for, so that the fewest calls can be told by counting.
 * Not thread-safe.
 */
final class Customers {

  /** What every contact has beside its email; M1 has the same names for all of them. */
  static final List<String> FIELDS =
      List.of(
          "fullName",
          "companyName",
          "jobTitle",
          "workPhone",
          "mobilePhone",
          "website",
          "country",
          "address",
          "postCode",
          "weixin",
          "notes");

  private static final int MOST_PATCHED = 4;

  private final String account;
  private final Random random = new Random(1);
  private int events;

  Customers(String account) {
    this.account = account;
  }

  /** The whole of a contact, all of it in this version. */
  Change upserted(int number, int version) {
    return upserted(number, version, value("notes", number, version));
  }

  /** The same with these notes. */
  Change upserted(int number, int version, String notes) {
    Map<String, String> row = new HashMap<>();
    row.put("email", email(number));
    FIELDS.forEach(field -> row.put(field, value(field, number, version)));
    row.put("notes", notes);
    return change(number, ContactChangeType.UPSERTED, row);
  }

  /** One to four fields, drawn at random, in this version. */
  Change patched(int number, int version) {
    Map<String, String> patch = new HashMap<>();
    for (int left = 1 + random.nextInt(MOST_PATCHED); left > 0; left--) {
      String field = FIELDS.get(random.nextInt(FIELDS.size()));
      patch.put(field, value(field, number, version));
    }
    return change(number, ContactChangeType.PATCHED, patch);
  }

  Change deleted(int number) {
    return change(number, ContactChangeType.DELETED, null);
  }

  private static String email(int number) {
    return "customer" + number + "@example.org";
  }

  private static String value(String field, int number, int version) {
    int digits = (number * 31 + version * 7_919) % 1_000_000;
    return switch (field) {
      case "fullName" -> "联系人 " + number + " " + version;
      case "workPhone" -> "021-2%07d".formatted(digits);
      case "mobilePhone" -> "13820%06d".formatted(digits);
      case "website" -> "https://www.example.com/" + number + "/" + version;
      case "postCode" -> "%06d".formatted(digits);
      default -> field + " " + number + " " + version;
    };
  }

  private Change change(int number, ContactChangeType type, @Nullable Map<String, String> data) {
    return new Change(
        account + "-" + ++events,
        "/crm/benchmark",
        "customer-" + number,
        type.type(),
        Clock.systemUTC().instant(),
        account,
        data == null ? null : json(data));
  }

  private static String json(Map<String, String> data) {
    try {
      return ContractJson.mapper().writeValueAsString(data);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A map of texts is always JSON", e);
    }
  }
}
