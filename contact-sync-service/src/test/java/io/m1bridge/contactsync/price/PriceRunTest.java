package io.m1bridge.contactsync.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.m1bridge.contactsync.change.IntakeSettings;
import io.m1bridge.contactsync.contact.Identities;
import io.m1bridge.contactsync.contact.Identity;
import io.m1bridge.contactsync.task.TestSettings;
import io.m1bridge.contactsync.view.CallPlan;
import io.m1bridge.contactsync.view.Forecast;
import io.m1bridge.m1.AccountId;
import io.m1bridge.testkit.time.MutableClock;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Rows are read one by one; what cannot be taken is counted by reason, and never quoted. */
class PriceRunTest {

  private static final AccountId DEMO = new AccountId("demo");
  private static final Forecast GOLD = forecast(0, null, 2_000, null);
  private static final String MAPPING =
      """
      format: json
      key: id
      account: {from: account}
      account-of-deletes: dead-letter
      contact:
        fields: {email: mail, city: town, birthday: born}
        groups: tags
      """;

  private final MutableClock clock = MutableClock.at("2026-11-23T10:00:00Z");

  private static Forecast forecast(
      long contacts, @Nullable Long limit, int callsPerHour, @Nullable Double made) {
    return new Forecast(1_800L, contacts, limit, null, null, callsPerHour, made);
  }

  private PriceRun run(@Nullable String mapping, Map<String, String> settings) {
    return run(mapping, settings, new NothingKnown(null));
  }

  private PriceRun run(@Nullable String mapping, Map<String, String> settings, Present present) {
    Prices prices =
        new Prices(
            IntakeSettings.of(null), Identities.ALL_EMAIL, TestSettings.with(settings), clock);
    String id = prices.begin(DEMO, mapping, present).orElseThrow();
    return prices.find(DEMO, id).orElseThrow();
  }

  private static String row(int id, String mail, String more) {
    return "{\"account\":\"demo\",\"id\":" + id + ",\"mail\":\"" + mail + "\"" + more + "}";
  }

  @Test
  void shouldCountWhatCannotBeTakenByReasonAndField() {
    PriceRun run = run(MAPPING, Map.of());
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      rows.add(row(i, "secret-" + i, ""));
    }
    rows.add("");
    rows.add(row(10, "a@x.cn", ",\"born\":\"31.12.1999\""));
    rows.add("not json");
    rows.add(row(12, "b@x.cn", "").replace("demo", "other"));
    rows.add(row(13, "c@x.cn", ""));
    rows.add("{\"account\":\"demo\",\"mail\":\"d@x.cn\"}");

    assertThat(run.take(1, rows)).isTrue();
    Price price = run.end(GOLD);

    assertThat(price.rows().read()).isEqualTo(13);
    assertThat(price.contacts().adds()).isEqualTo(1);
    assertThat(price.rows().refused())
        .extracting(Price.Refused::reason, Price.Refused::rows, Price.Refused::first)
        .contains(
            tuple("field-invalid", 8L, List.of(1L, 2L, 3L, 4L, 5L)),
            tuple("field-invalid", 1L, List.of(10L)),
            tuple("data-unreadable", 1L, List.of(11L)),
            tuple("other-account", 1L, List.of(12L)),
            tuple("key-missing", 1L, List.of(14L)));
    assertThat(price.rows().refused().get(0).advice()).contains("'email'");
    assertThat(price.toString()).doesNotContain("secret", "31.12", "x.cn");
  }

  @Test
  void shouldReadCapturedRecordsOfOurOwnForm() {
    PriceRun run = run(null, Map.of());
    String headers =
        ",\"headers\":{\"ce_id\":\"1\",\"ce_source\":\"/crm\",\"ce_specversion\":\"1.0\",\"ce_type\":\"crm.contact.%s.v1\"}}";
    run.take(
        1,
        List.of(
            "{\"key\":\"k1\",\"value\":{\"email\":\"a@x.cn\"}" + headers.formatted("upserted"),
            "{\"key\":\"k2\",\"value\":{\"city\":\"上海\"}" + headers.formatted("patched"),
            "{\"key\":\"k3\",\"value\":null" + headers.formatted("deleted")));
    Price price = run.end(GOLD);

    assertThat(price.contacts().adds()).isEqualTo(1);
    assertThat(price.contacts().unchanged()).as("there was nobody to delete").isEqualTo(1);
    assertThat(price.rows().refused())
        .extracting(Price.Refused::reason, Price.Refused::first)
        .containsExactly(tuple("contact-unknown", List.of(2L)));
  }

  @Test
  void shouldPriceContactsByWhatTheMappingSaysTheyAreKnownBy() {
    String mapping =
        """
        format: json
        key: id
        account: {constant: demo}
        identity: mobile
        contact:
          fields: {mobilePhone: phone, email: mail}
        """;
    List<String> rows =
        List.of(
            "{\"id\":1,\"phone\":\"13800000001\",\"mail\":null}",
            "{\"id\":2,\"phone\":\"+86 138 0000 0001\",\"mail\":\"a@x.cn\"}",
            "{\"id\":3,\"phone\":null,\"mail\":\"a@x.cn\"}");
    PriceRun run = run(mapping, Map.of());
    run.take(1, rows);
    Price price = run.end(GOLD);

    assertThat(price.contacts().adds()).isEqualTo(1);
    assertThat(price.contacts().parked()).isEqualTo(1);
    assertThat(price.rows().refused())
        .extracting(Price.Refused::reason, Price.Refused::first)
        .containsExactly(tuple("identity-missing", List.of(3L)));

    PriceRun elsewhere = run(mapping, Map.of(), new NothingKnown(Identity.EMAIL));
    elsewhere.take(1, rows.subList(0, 1));
    assertThat(elsewhere.end(GOLD).rows().refused())
        .extracting(Price.Refused::reason)
        .containsExactly("identity-changed");
  }

  /** It is a question to a store. */
  @Test
  void shouldAskOnceWhatTheContactsAreKnownBy() {
    AtomicInteger asked = new AtomicInteger();
    Present nothing = new NothingKnown(Identity.EMAIL);
    InvocationHandler counting =
        (proxy, method, arguments) -> {
          asked.addAndGet(method.getName().equals("identity") ? 1 : 0);
          return method.invoke(nothing, arguments);
        };
    Object counted =
        Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {Present.class}, counting);
    PriceRun run = run(MAPPING, Map.of(), (Present) counted);
    run.take(1, List.of(row(1, "a@x.cn", ""), row(2, "b@x.cn", ""), row(3, "c@x.cn", "")));

    assertThat(run.end(GOLD).contacts().adds()).isEqualTo(3);
    assertThat(asked).hasValue(1);
  }

  /** Later rows of a contact go along with its call; also where its call is planned already. */
  @Test
  void shouldCountAContactOnceHoweverOftenItComes() {
    PriceRun run = run(MAPPING, Map.of());
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < 9_000; i++) {
      rows.add(row(i, "p" + i + "@x.cn", ""));
    }
    for (int i = 0; i < 9_000; i++) {
      rows.add(row(i, "p" + i + "@x.cn", ",\"town\":\"上海\""));
    }
    run.take(1, rows);
    Price price = run.end(GOLD);

    assertThat(price.rows().repeated()).isEqualTo(9_000);
    assertThat(price.contacts().adds()).isEqualTo(9_000);
    assertThat(price.calls().sums()).containsExactly(new CallPlan.Sum("add", 9, 9_000));
  }

  @Test
  void shouldFindAddressesThatTwoContactsHaveOrLeave() {
    PriceRun run = run(MAPPING, Map.of());
    run.take(
        1,
        List.of(
            row(1, "a@x.cn", ""),
            row(2, "A@X.CN", ""),
            row(3, "b@x.cn", ""),
            row(4, "c@x.cn", ""),
            row(4, "d@x.cn", "")));
    Price price = run.end(GOLD);

    assertThat(price.contacts().adds()).isEqualTo(3);
    assertThat(price.contacts().parked()).isEqualTo(1);
  }

  @Test
  void shouldTakeTheNextRowsOnly() {
    PriceRun run = run(MAPPING, Map.of());
    List<String> two = List.of(row(1, "a@x.cn", ""), row(2, "b@x.cn", ""));

    assertThat(run.take(2, two)).isFalse();
    assertThat(run.take(1, two)).isTrue();
    assertThat(run.take(1, two)).as("sent again").isFalse();
    assertThat(run.next()).isEqualTo(3);
    assertThat(run.end(GOLD).rows().read()).isEqualTo(2);
  }

  @Test
  void shouldSetItAgainstWhatTheAccountHas() {
    PriceRun run = run(MAPPING, Map.of("max-rows", "10"));
    run.take(1, IntStream.range(0, 1_000).mapToObj(i -> row(i, "p" + i + "@x.cn", "")).toList());
    Price price = run.end(forecast(4_500, 5_000L, 200, 100.0));

    assertThat(price.calls().all()).isEqualTo(100);
    assertThat(price.calls().mostPerHour()).isEqualTo(192);
    assertThat(price.calls().leastPerHour()).isEqualTo(127);
    assertThat(price.calls().hoursAtLeast()).isEqualTo(1.082);
    assertThat(price.calls().hoursAtMost()).isEqualTo(3.578);
    assertThat(price.calls().waitingHours()).as("at the same rate").isEqualTo(0.52);
    assertThat(price.room()).isEqualTo(new Price.Room(4_500, 5_500, 5_000L));
    assertThat(price.limits())
        .extracting(Price.Limit::code)
        .containsExactly("contact-limit", "calls-per-hour");
    assertThat(price.limits().get(0).text()).contains("500 would wait");
  }

  /** They may be: edm-event took less than its share meanwhile. */
  @Test
  void shouldTellNoEndWhereTodaysCallsAreMoreThanTheShare() {
    PriceRun run = run(MAPPING, Map.of());
    run.take(1, List.of(row(1, "a@x.cn", "")));
    Price price = run.end(forecast(0, null, 200, 150.0));

    assertThat(price.calls().hoursAtLeast()).isEqualTo(0.024);
    assertThat(price.calls().hoursAtMost()).isNull();
    assertThat(price.limits()).isEmpty();
  }

  @Test
  void shouldSayThatNoCallIsLeft() {
    PriceRun run = run(MAPPING, Map.of());
    run.take(1, List.of(row(1, "a@x.cn", "")));
    Price price = run.end(forecast(0, null, 200, 193.0));

    assertThat(price.calls().hoursAtLeast()).isNull();
    assertThat(price.limits()).extracting(Price.Limit::code).containsExactly("no-calls-left");
  }

  @Test
  void shouldTellWhatTheModeWouldBlock() {
    PriceRun run = run(MAPPING, Map.of("mode", "update-only"));
    run.take(1, List.of(row(1, "a@x.cn", ""), row(2, "b@x.cn", ""), row(2, "b@x.cn", "")));
    Price price = run.end(GOLD);

    assertThat(price.contacts().blocked()).isEqualTo(2);
    assertThat(price.calls().all()).isZero();
    assertThat(price.limits()).isEmpty();
  }
}
