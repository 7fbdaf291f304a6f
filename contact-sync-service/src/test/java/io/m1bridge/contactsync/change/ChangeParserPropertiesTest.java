package io.m1bridge.contactsync.change;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import io.m1bridge.contactsync.contact.ContactChange;
import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contracts.ContactData;
import io.m1bridge.m1.AccountId;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

class ChangeParserPropertiesTest {

  private static final Set<String> CODES =
      Arrays.stream(Reason.values()).map(Reason::code).collect(Collectors.toSet());

  /** A reason names what it is about, and says what to do. */
  private static final String NAMES =
      "(?s)(Field '[^']+' .*|.*(header|attribute|extension|record|key|value|subject|data|event).*)";

  private final ChangeParser parser =
      new ChangeParser(
          IntakeSettings.of(new AccountId("demo")),
          Clock.fixed(Instant.parse("2026-11-25T10:00:00Z"), ZoneOffset.UTC));

  /** Where the data stands in the record. */
  enum Mode {
    BINARY,
    BINARY_ENCODED_TWICE,
    STRUCTURED,
    STRUCTURED_TEXT,
    STRUCTURED_BASE64,
    UNDECLARED
  }

  @Provide
  Arbitrary<String> data() {
    Arbitrary<String> name =
        Arbitraries.oneOf(
            Arbitraries.of(ContactData.FIELDS),
            Arbitraries.of(ContactData.FIELDS),
            Arbitraries.of("custom", "groups", "payload", "after", "op", "specversion", "x", ""));
    Arbitrary<String> email =
        Arbitraries.of("\"a@example.com\"", "\"A@例子.中国\"", "\"<a@b>\"", "null", "7");
    Arbitrary<String> rest =
        Combinators.combine(name.map(ChangeParserPropertiesTest::quoted), value(2))
            .as((n, v) -> n + ":" + v)
            .list()
            .ofMaxSize(5)
            .map(members -> String.join(",", members));
    Arbitrary<String> object =
        Combinators.combine(email, rest)
            .as((e, r) -> "{\"email\":" + e + (r.isEmpty() ? "" : "," + r) + "}");
    return Arbitraries.frequencyOf(
        net.jqwik.api.Tuple.of(8, object), net.jqwik.api.Tuple.of(1, value(2)));
  }

  private static Arbitrary<String> value(int depth) {
    Arbitrary<String> scalar =
        Arbitraries.of(
            "null",
            "true",
            "0",
            "-0",
            "7",
            "9007199254740993",
            "0.10",
            "1.38E+10",
            "1e999999",
            "13800000000.0",
            "\"male\"",
            "\"男\"",
            "\"1990-05-10\"",
            "\"9999-12-31\"",
            "\"+999999999-12-31\"",
            "\"0000-00-00\"",
            "\"1990-05-10T00:00:00+08:00\"",
            "\"1.38E+10\"",
            "\"\\ud842\"",
            "\"\\u0000\"",
            "\"\\ufeff\"",
            "\"\ud842\udfb7🌸\"",
            "\" \"",
            "\"" + "长".repeat(4_001) + "\"");
    Arbitrary<String> text =
        Arbitraries.strings().ofMaxLength(10).map(ChangeParserPropertiesTest::quoted);
    if (depth == 0) {
      return Arbitraries.oneOf(scalar, text);
    }
    Arbitrary<String> items =
        value(depth - 1).list().ofMaxSize(3).map(all -> "[" + String.join(",", all) + "]");
    Arbitrary<String> members =
        Combinators.combine(
                Arbitraries.oneOf(text, Arbitraries.of("\"Level\"", "\"Level\\u0000\"", "\"L \"")),
                value(depth - 1))
            .as((n, v) -> n + ":" + v)
            .list()
            .ofMaxSize(3)
            .map(all -> "{" + String.join(",", all) + "}");
    return Arbitraries.oneOf(scalar, text, items, members);
  }

  @Property
  void shouldEndEveryChangeAsValidOrNamed(
      @ForAll("data") String data,
      @ForAll Mode mode,
      @ForAll boolean patch,
      @ForAll byte @Nullable [] key) {
    Parsed<ContactChange> parsed = read(parser::parse, data, mode, patch, key);

    if (parsed instanceof Parsed.Valid<ContactChange> valid) {
      checkCanonical(valid.value());
    } else {
      Problem problem = ((Parsed.Invalid<ContactChange>) parsed).problem();
      assertThat(CODES).contains(problem.code());
      assertThat(problem.advice()).matches(NAMES).contains(":").hasSizeLessThan(400);
      if (problem.code().equals(Reason.FIELD_INVALID.code())) {
        assertThat(fieldNames()).anyMatch(problem.advice()::startsWith);
      }
    }
  }

  /** What is brought to an owner without need is put aside there; what is not, is lost to him. */
  @Property
  void shouldFindTheContactOfEveryValidChange(
      @ForAll("data") String data,
      @ForAll Mode mode,
      @ForAll boolean patch,
      @ForAll byte @Nullable [] key) {
    Parsed<ContactChange> whole = read(parser::parse, data, mode, patch, key);
    Parsed<ContactKey> contact = read(parser::contact, data, mode, patch, key);

    if (contact instanceof Parsed.Invalid<ContactKey> invalid) {
      assertThat(whole).isEqualTo(new Parsed.Invalid<>(invalid.problem()));
    } else if (whole instanceof Parsed.Valid<ContactChange> valid) {
      assertThat(contact).isEqualTo(new Parsed.Valid<>(valid.value().contact()));
    }
  }

  @Property
  void shouldNeverThrowOverBytes(@ForAll byte[] key, @ForAll byte[] value, @ForAll byte[] header) {
    RecordHeaders headers = ChangeParserTest.headers("crm.contact.patched.v1");
    headers.add("ce_subject", header);

    assertThat(parser.parse(key, value, headers)).isNotNull();
    assertThat(parser.parse(key, value, new RecordHeaders())).isNotNull();
    assertThat(parser.contact(key, value, headers)).isNotNull();
    assertThat(parser.contact(key, value, new RecordHeaders())).isNotNull();
  }

  private interface Reader<T> {
    Parsed<T> read(byte @Nullable [] key, byte @Nullable [] value, Headers headers);
  }

  private static <T> Parsed<T> read(
      Reader<T> reader, String data, Mode mode, boolean patch, byte @Nullable [] key) {
    String type = patch ? "crm.contact.patched.v1" : "crm.contact.upserted.v1";
    RecordHeaders headers = new RecordHeaders();
    if (mode == Mode.BINARY || mode == Mode.BINARY_ENCODED_TWICE) {
      return reader.read(
          key, bytes(mode == Mode.BINARY ? data : quoted(data)), ChangeParserTest.headers(type));
    }
    if (mode != Mode.UNDECLARED) {
      headers.add("content-type", bytes("application/cloudevents+json"));
    }
    String member =
        switch (mode) {
          case STRUCTURED_TEXT -> "\"data\":" + quoted(data);
          case STRUCTURED_BASE64 ->
              "\"data_base64\":\"" + Base64.getEncoder().encodeToString(bytes(data)) + "\"";
          default -> "\"data\":" + data;
        };
    String event =
        "{\"specversion\":\"1.0\",\"id\":\"e\",\"source\":\"/crm\",\"type\":\""
            + type
            + "\","
            + member
            + "}";
    return reader.read(key, bytes(event), headers);
  }

  private static void checkCanonical(ContactChange change) {
    assertThat(change.contact().key()).isNotBlank();
    change
        .fields()
        .forEach(
            (name, value) -> {
              assertThat(name).matches(n -> !Texts.hasHalfCharacter(n) && n.indexOf(0) < 0);
              if (value != null) {
                assertThat(value).isNotEmpty().hasSizeLessThanOrEqualTo(FieldRules.MAX_LENGTH);
                assertThat(Texts.hasHalfCharacter(value)).isFalse();
                assertThat(value.indexOf(0)).isNegative();
              }
            });
    if (change.groups() != null) {
      assertThat(Objects.requireNonNull(change.groups())).allMatch(group -> !group.isBlank());
    }
  }

  private static List<String> fieldNames() {
    return Stream.concat(ContactData.FIELDS.stream(), Stream.of("custom", "groups"))
        .map(name -> "Field '" + name)
        .toList();
  }

  private static String quoted(String text) {
    return new TextNode(text).toString();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
