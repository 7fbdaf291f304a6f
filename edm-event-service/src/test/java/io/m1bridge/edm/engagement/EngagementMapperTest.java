package io.m1bridge.edm.engagement;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contracts.EngagementEvent;
import io.m1bridge.contracts.EngagementEvent.Action;
import io.m1bridge.contracts.EngagementEvent.Bounce;
import io.m1bridge.m1.M1Answers.EngagementRow;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EngagementMapperTest {

  private static final Instant SEEN = Instant.parse("2026-11-23T10:00:00Z");

  private final EngagementMapper mapper = new EngagementMapper(ZoneId.of("Asia/Shanghai"));

  static Stream<Arguments> types() {
    return Stream.of(
        Arguments.of("Open", Action.OPENED, null),
        Arguments.of("Click", Action.CLICKED, null),
        Arguments.of("Unsubscribe", Action.UNSUBSCRIBED, null),
        Arguments.of("Softbounce1x", Action.BOUNCED, new Bounce("soft", 1, false)),
        Arguments.of("Softbounce2x", Action.BOUNCED, new Bounce("soft", 2, false)),
        Arguments.of("Softbounce3x", Action.BOUNCED, new Bounce("soft", 3, false)),
        Arguments.of("Softbounce final", Action.BOUNCED, new Bounce("soft", null, true)),
        Arguments.of("Hardbounce1x", Action.BOUNCED, new Bounce("hard", 1, false)),
        Arguments.of("Hardbounce2x", Action.BOUNCED, new Bounce("hard", 2, false)),
        Arguments.of("Hardbounce3x", Action.BOUNCED, new Bounce("hard", 3, false)),
        Arguments.of("HardBounce final", Action.BOUNCED, new Bounce("hard", null, true)),
        Arguments.of("Spamcomplaint", Action.COMPLAINED, null),
        Arguments.of("Sent", Action.SENT, null),
        Arguments.of("Sendout", Action.SENT, null),
        Arguments.of("Softbounce4x", Action.UNKNOWN, null),
        Arguments.of("Forward", Action.UNKNOWN, null),
        Arguments.of("", Action.UNKNOWN, null));
  }

  @ParameterizedTest
  @MethodSource("types")
  void shouldKnowEveryTypeHoweverItIsWritten(String type, Action action, Bounce bounce) {
    String[] spellings = {
      type,
      type.toLowerCase(Locale.ROOT),
      type.toUpperCase(Locale.ROOT),
      " " + type + " ",
      type.replace("bounce", "bounce "),
      type.replace("final", "\u00a0\u3000final")
    };
    for (String spelling : spellings) {
      EngagementEvent event = map(row(spelling, "2016-01-11 21:49:57.0"));
      assertThat(event.action()).as(spelling).isEqualTo(action);
      assertThat(event.bounce()).as(spelling).isEqualTo(bounce);
      assertThat(event.raw().type()).isEqualTo(spelling);
    }
  }

  @Test
  void shouldReadDatesInChinaTime() {
    EngagementMapper.Mapped mapped =
        mapper.map("demo", 7, row("open", "2016-01-11 21:49:57.0"), SEEN, null);

    assertThat(mapped.occurredAt()).hasToString("2016-01-11T21:49:57+08:00");
    assertThat(mapped.event().occurredAt()).isEqualTo(Instant.parse("2016-01-11T13:49:57Z"));
    assertThat(mapped.dateReadable()).isTrue();
    assertThat(map(row("open", "2016-01-11 21:49:57")).occurredAt())
        .isEqualTo(Instant.parse("2016-01-11T13:49:57Z"));
  }

  @Test
  void shouldKeepARowWhoseDateCannotBeRead() {
    EngagementMapper.Mapped mapped = mapper.map("demo", 7, row("open", "yesterday"), SEEN, null);

    assertThat(mapped.dateReadable()).isFalse();
    assertThat(mapped.event().occurredAt()).isEqualTo(SEEN);
    assertThat(mapped.event().raw().eventdate()).isEqualTo("yesterday");
  }

  @Test
  void shouldCallLateOnlyWhatHadBeenVerified() {
    EngagementRow row = row("open", "2016-01-11 21:49:57.0");
    Instant at = Instant.parse("2016-01-11T13:49:57Z");

    assertThat(mapper.map("demo", 7, row, SEEN, null).event().late()).isFalse();
    assertThat(mapper.map("demo", 7, row, SEEN, at.minusMillis(1)).event().late()).isFalse();
    assertThat(mapper.map("demo", 7, row, SEEN, at).event().late()).isTrue();
  }

  @Test
  void shouldLeaveOutWhatM1DoesNotKnow() {
    EngagementEvent event =
        map(
            new EngagementRow(
                3450,
                " ",
                Optional.empty(),
                "click",
                " A@b.cn ",
                "2016-01-11 21:49:57.0",
                " ",
                "",
                "",
                "[Unknown]",
                "",
                " ",
                "",
                " ",
                ""));

    assertThat(event.recipient()).isEqualTo("A@b.cn");
    assertThat(event.geo()).isNull();
    assertThat(event.client()).isNull();
    assertThat(event.link()).isNull();
    assertThat(event.ip()).isNull();
    assertThat(event.mailingId()).isNull();
    assertThat(event.campaignSubject()).isNull();
  }

  @Test
  void shouldUndoTheSwapOfSystemAndProgram() {
    EngagementEvent event = map(row("click", "2016-01-11 21:49:57.0"));

    assertThat(event.client()).isEqualTo(new EngagementEvent.Client("Windows 7", "Google Chrome"));
    assertThat(event.geo()).isEqualTo(new EngagementEvent.Geo("中国", "重庆", null));
    assertThat(event.link()).isEqualTo(new EngagementEvent.Link("https://example.test/a", "offer"));
  }

  private EngagementEvent map(EngagementRow row) {
    return mapper.map("demo", 7, row, SEEN, null).event();
  }

  private static EngagementRow row(String type, String date) {
    return new EngagementRow(
        3450,
        "主题",
        Optional.empty(),
        type,
        "test@163.com",
        date,
        "offer",
        "https://example.test/a",
        "183.69.234.48",
        "中国",
        "重庆",
        "[Unknown]",
        "Windows 7",
        "Google Chrome",
        "24788");
  }
}
