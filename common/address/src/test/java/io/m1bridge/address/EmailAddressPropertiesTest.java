package io.m1bridge.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.arbitraries.StringArbitrary;
import net.jqwik.api.statistics.Statistics;

class EmailAddressPropertiesTest {

  private static final List<String> INVISIBLE =
      List.of("\u200b", "\ufeff", "\u200e", "\u202e", "\u00ad", "\u2060", "\ufe0f", "\u034f");
  private static final List<String> BLANKS = List.of(" ", "\u00a0", "\u3000", "\t", "\u2007");

  /** Each row is one domain in several spellings. */
  private static final List<List<String>> DOMAINS =
      List.of(
          List.of("example.com", "Example.COM", "ｅｘａｍｐｌｅ.com", "example。com"),
          List.of("mail.example.com", "MAIL.example．com"),
          List.of("例子.中国", "xn--fsqu00a.xn--fiqs8s", "例子。中国", "XN--FSQU00A.中国"),
          List.of("bücher.example", "bu\u0308cher.example", "BÜCHER.example"),
          List.of("strasse.example", "STRASSE.example"),
          List.of("straße.example", "xn--strae-oqa.example"));

  /** A mailbox: letters that are each one, whatever their case in ASCII, and a domain. */
  record Mailbox(List<String> letters, int domain) {}

  @Provide
  Arbitrary<Mailbox> mailboxes() {
    Arbitrary<String> letter =
        Arbitraries.of("k", "\u212A", "i", "\u0130", "\u0131", "é", "É", "昌", "0", "s", "ß", "𠮷");
    return Combinators.combine(
            letter.list().ofMinSize(1).ofMaxSize(4),
            Arbitraries.integers().between(0, DOMAINS.size() - 1))
        .as(Mailbox::new);
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> pieces =
        Arbitraries.of(
            "a",
            "K",
            "\u212A",
            "\u0307",
            "\u0301",
            "T",
            "\u0308",
            "I",
            "@",
            "＠",
            ".",
            "。",
            ",",
            "<",
            ">",
            "'",
            "\"",
            " ",
            "\u00a0",
            "\u200b",
            "mailto:",
            "xn--",
            "-",
            "例",
            "\ud842",
            "\udfb7",
            "example.com",
            "\u037e",
            "\u1fef",
            "ﾊ\uff9e",
            "가",
            "\u1100",
            "\u1161");
    return Arbitraries.oneOf(
        pieces.list().ofMaxSize(8).map(list -> String.join("", list)), Arbitraries.strings());
  }

  @Property
  void shouldMeetExactlyIfOneMailbox(
      @ForAll("mailboxes") Mailbox one, @ForAll("mailboxes") Mailbox other, @ForAll Random random) {
    EmailAddress first = read(spelling(one, random));
    EmailAddress again = read(spelling(one, random));
    EmailAddress second = read(spelling(other, random));

    assertThat(again).isEqualTo(first).hasSameHashCodeAs(first);
    assertThat(again.key()).isEqualTo(first.key());
    assertThat(second.equals(first)).isEqualTo(other.equals(one));
  }

  @Property
  void shouldChangeNothingTheSecondTime(@ForAll("texts") String text) {
    String key = EmailAddress.keyOf(text);

    assertThat(EmailAddress.keyOf(key)).isEqualTo(key);
    assertThat(EmailAddress.keyOf("\u200b" + text)).isEqualTo(key);
    if (EmailAddress.read(text) instanceof EmailAddress.Reading.Valid valid) {
      assertThat(read(valid.address().sent()).sent()).isEqualTo(valid.address().sent());
      assertThat(key).isEqualTo(valid.address().key());
      assertThat(read(valid.address().key()).key()).isEqualTo(valid.address().key());
    }
  }

  /** Addresses and what is an address but for one thing: a dot, a hyphen, a length, a character. */
  @Provide
  Arbitrary<String> nearlyOrdinary() {
    Arbitrary<String> local = word("a", "Z", "k", "0", "9", ".", "_", "-", "+", "'", "é", "!");
    Arbitrary<String> label = word("a", "Z", "x", "n", "0", "7", "-", "--", "_", "é");
    Arbitrary<String> topLevel =
        Arbitraries.of("com", "CN", "io", "c", "123", "1a", "a-b", "xn--fiqs8s", "localhost", "");
    Arbitrary<String> domain =
        Combinators.combine(label.list().ofMinSize(1).ofMaxSize(3), topLevel)
            .as((labels, top) -> String.join(".", labels) + "." + top);
    Arbitrary<String> address =
        Combinators.combine(local, Arbitraries.of("@", "@", "@", "@@", "", "＠"), domain)
            .as((name, at, rest) -> name + at + rest);
    return Arbitraries.oneOf(address, address, texts());
  }

  private static Arbitrary<String> word(String... pieces) {
    Arbitrary<String> brief =
        Arbitraries.of(pieces).list().ofMaxSize(4).map(list -> String.join("", list));
    StringArbitrary plain = Arbitraries.strings().withCharRange('a', 'z').ofMinLength(1);
    return Arbitraries.oneOf(brief, plain.ofMaxLength(6), plain.ofMaxLength(70));
  }

  @Property(tries = 20_000)
  void shouldReadAnOrdinaryAddressAsTheValidatorDoes(@ForAll("nearlyOrdinary") String text) {
    Statistics.collect(OrdinaryAddress.at(text) > 0 ? "ordinary" : "other");
    Statistics.coverage(ordinary -> ordinary.check("ordinary").percentage(p -> p > 3));

    EmailAddress.Reading quick = EmailAddress.read(text);
    EmailAddress.Reading validated = EmailAddress.validated(text);

    assertThat(quick).isEqualTo(validated);
    if (validated instanceof EmailAddress.Reading.Valid valid) {
      EmailAddress address = ((EmailAddress.Reading.Valid) quick).address();
      assertThat(address.sent()).isEqualTo(valid.address().sent());
      assertThat(address.key()).isEqualTo(valid.address().key());
    }
  }

  private static EmailAddress read(String text) {
    return ((EmailAddress.Reading.Valid) EmailAddress.read(text)).address();
  }

  private static String spelling(Mailbox mailbox, Random random) {
    StringBuilder text = new StringBuilder();
    blanks(text, random);
    for (String letter : mailbox.letters()) {
      text.append(spelling(letter, random));
      invisible(text, random);
    }
    text.append(random.nextBoolean() ? "@" : "＠");
    List<String> spellings = DOMAINS.get(mailbox.domain());
    text.append(spellings.get(random.nextInt(spellings.size())));
    invisible(text, random);
    blanks(text, random);
    return text.toString();
  }

  private static String spelling(String letter, Random random) {
    boolean ascii = letter.charAt(0) < 128;
    return switch (random.nextInt(4)) {
      case 0 -> ascii ? letter.toUpperCase(java.util.Locale.ROOT) : letter;
      case 1 -> ascii ? Character.toString(letter.charAt(0) + 0xFEE0) : letter;
      // NFD would make a K of the Kelvin sign; nobody writes that one so.
      case 2 ->
          letter.equals("\u212A") ? letter : Normalizer.normalize(letter, Normalizer.Form.NFD);
      default -> letter;
    };
  }

  private static void invisible(StringBuilder text, Random random) {
    if (random.nextInt(4) == 0) {
      text.append(INVISIBLE.get(random.nextInt(INVISIBLE.size())));
    }
  }

  private static void blanks(StringBuilder text, Random random) {
    if (random.nextInt(4) == 0) {
      text.append(BLANKS.get(random.nextInt(BLANKS.size())));
    }
  }
}
