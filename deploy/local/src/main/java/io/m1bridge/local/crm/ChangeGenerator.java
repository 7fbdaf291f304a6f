package io.m1bridge.local.crm;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.m1bridge.contracts.ContactChangeType;
import io.m1bridge.contracts.ContractJson;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A CRM at work: contacts appear, change, are saved again as they were, are cleared in part, vanish
 * and come back; and now and then something is sent that no one can read. The same seed gives the
 * same changes. Not thread-safe.
 */
public final class ChangeGenerator {

  /**
   * One contact is deleted for so many that are there, however long the history is. With more
   * deletes than that a million changes ended with two contacts to compare.
   */
  private static final int GONE = 10;

  private final Random random;
  private final People people;
  private final Clock clock;
  private final String runId;
  private final String account;
  private final List<Integer> live = new ArrayList<>();
  private final List<Integer> deleted = new ArrayList<>();
  private final Map<Integer, Map<String, @Nullable Object>> held = new HashMap<>();
  private final Map<Integer, String> emails = new HashMap<>();
  private int contacts;
  private int events;

  /**
   * @param random decides everything but the times
   * @param clock for the events' times
   * @param runId stands in event ids, contact keys and emails, so that runs on one Kafka stay apart
   * @param account our account id
   */
  public ChangeGenerator(Random random, Clock clock, String runId, String account) {
    this(random, clock, runId, account, 0);
  }

  /**
   * @param longNotes so many characters of notes every contact has; 0: some have short ones
   */
  public ChangeGenerator(Random random, Clock clock, String runId, String account, int longNotes) {
    this.random = random;
    this.people = new People(random, longNotes);
    this.clock = clock;
    this.runId = runId;
    this.account = account;
  }

  /**
   * A finite history: so many contacts made in the course of so many changes, some of the changes
   * invalid (0.75 %, as far as there is room for them). Each is handed over as it is made: a list
   * of a million of them would not fit into the launcher.
   *
   * @param contactCount at least 0
   * @param changeCount at least {@code contactCount}
   */
  public void history(int contactCount, int changeCount, Consumer<Change> changes) {
    int creationsLeft = contactCount;
    int invalidLeft = Math.min(changeCount * 3 / 400, changeCount - contactCount);
    for (int left = changeCount; left > 0; left--) {
      int draw = random.nextInt(left);
      if (draw < invalidLeft) {
        invalidLeft--;
        changes.accept(invalid());
      } else if (draw < invalidLeft + creationsLeft || (live.isEmpty() && creationsLeft > 0)) {
        creationsLeft--;
        changes.accept(creation());
      } else {
        changes.accept(live.isEmpty() && deleted.isEmpty() ? invalid() : laterChange());
      }
    }
  }

  /** One more change of a CRM that lives on. */
  public Change next() {
    int draw = random.nextInt(1000);
    if (live.isEmpty() || draw < 150) {
      return creation();
    }
    return draw < 158 ? invalid() : laterChange();
  }

  private Change creation() {
    int number = ++contacts;
    String email = people.email(number).replace("@", "." + runId + "@");
    emails.put(number, email);
    return made(number, email);
  }

  private Change made(int number, String email) {
    Map<String, @Nullable Object> person = people.person(email, inChinese(number));
    held.put(number, person);
    live.add(number);
    return change(number, ContactChangeType.UPSERTED, person);
  }

  private Change laterChange() {
    int draw = random.nextInt(100);
    if (live.isEmpty() || (draw < 6 && deleted.size() > live.size() / GONE)) {
      int number = deleted.remove(random.nextInt(deleted.size()));
      return made(number, email(number));
    }
    int index = random.nextInt(live.size());
    int number = live.get(index);
    if (draw < 6) {
      live.set(index, live.get(live.size() - 1));
      live.remove(live.size() - 1);
      deleted.add(number);
      held.remove(number);
      return change(number, ContactChangeType.DELETED, null);
    }
    if (draw < 26) {
      return sameAgain(number);
    }
    return draw < 45
        ? change(number, ContactChangeType.UPSERTED, changed(number))
        : change(number, ContactChangeType.PATCHED, patch(number));
  }

  /** Saved without a difference: the whole record, or one field of it. */
  private Change sameAgain(int number) {
    Map<String, @Nullable Object> person = held(number);
    if (random.nextBoolean()) {
      return change(number, ContactChangeType.UPSERTED, person);
    }
    String field = people.pick(List.copyOf(new TreeSet<>(person.keySet())));
    Map<String, @Nullable Object> again = new LinkedHashMap<>();
    again.put(field, person.get(field));
    return change(number, ContactChangeType.PATCHED, again);
  }

  private Map<String, @Nullable Object> changed(int number) {
    Map<String, @Nullable Object> person = held(number);
    patch(number);
    return person;
  }

  /** One to three fields get new values or are cleared; what is held follows. */
  private Map<String, @Nullable Object> patch(int number) {
    Map<String, @Nullable Object> person = held(number);
    Map<String, @Nullable Object> patch = new LinkedHashMap<>();
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      int draw = random.nextInt(100);
      if (draw < 6) {
        patch.put("groups", people.groups());
      } else if (draw < 14) {
        patch.put("custom", custom());
      } else {
        String field = people.pick(People.fields(inChinese(number)));
        patch.put(field, draw < 28 ? null : people.value(field, inChinese(number)));
      }
    }
    person.putAll(patch);
    return patch;
  }

  private Map<String, @Nullable String> custom() {
    Map<String, @Nullable String> custom = new LinkedHashMap<>(people.custom());
    if (random.nextInt(100) < 20) {
      custom.put(people.pick(People.LABELS), null);
    }
    return custom;
  }

  private Change invalid() {
    Map<String, @Nullable Object> data = people.person("bad@example.com", true);
    String key = live.isEmpty() ? key(0) : key(people.pick(live));
    String upserted = ContactChangeType.UPSERTED.type();
    return switch (random.nextInt(7)) {
      case 0 -> change(key, upserted, "{\"fullName\": \"cut off");
      case 1 -> change(key, "crm.contact.merged.v1", json(data));
      case 2 -> change(key, upserted, json(with(data, "email", "no address at all")));
      case 3 -> change(null, upserted, json(data));
      case 4 -> change(key, upserted, json(without(data, "email")));
      case 5 -> change(key, upserted, json(with(data, "birthday", "31.12.1990")));
      default -> change(key, ContactChangeType.PATCHED.type(), "{\"gender\":\"unsure\"}");
    };
  }

  private static Map<String, @Nullable Object> with(
      Map<String, @Nullable Object> data, String field, String value) {
    data.put(field, value);
    return data;
  }

  private static Map<String, @Nullable Object> without(
      Map<String, @Nullable Object> data, String field) {
    data.remove(field);
    return data;
  }

  private Change change(
      int number, ContactChangeType type, @Nullable Map<String, @Nullable Object> data) {
    return change(key(number), type.type(), data == null ? null : json(data));
  }

  private Change change(@Nullable String key, String type, @Nullable String data) {
    String id = runId + "-" + ++events;
    return new Change(id, "/crm/local/" + runId, key, type, clock.instant(), account, data);
  }

  private String key(int number) {
    return runId + "-c" + number;
  }

  private Map<String, @Nullable Object> held(int number) {
    Map<String, @Nullable Object> person = held.get(number);
    if (person == null) {
      throw new IllegalStateException("Contact " + number + " is not live");
    }
    return person;
  }

  private String email(int number) {
    String email = emails.get(number);
    if (email == null) {
      throw new IllegalStateException("Contact " + number + " was never made");
    }
    return email;
  }

  private static boolean inChinese(int number) {
    return number % 2 == 0;
  }

  private static String json(Map<String, @Nullable Object> data) {
    try {
      return ContractJson.mapper().writeValueAsString(data);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A map of texts is always JSON", e);
    }
  }
}
