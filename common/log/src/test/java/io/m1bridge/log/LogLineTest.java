package io.m1bridge.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

class LogLineTest {

  private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(LogLineTest.class);

  private final List<ExtLogRecord> records = new ArrayList<>();
  private final ExtHandler handler =
      new ExtHandler() {
        @Override
        protected void doPublish(ExtLogRecord record) {
          record.copyMdc();
          records.add(record);
        }
      };

  @BeforeEach
  void listen() {
    Logger logger = Logger.getLogger(LogLineTest.class.getName());
    logger.setLevel(Level.INFO);
    logger.addHandler(handler);
  }

  @AfterEach
  void stop() {
    Logger.getLogger(LogLineTest.class.getName()).removeHandler(handler);
    MDC.clear();
  }

  @Test
  void shouldPutKeysBehindTheSentenceAndIntoFields() {
    LogLine.warn(LOG)
        .with(LogKey.REASON, "not now")
        .with(LogKey.ACCOUNT_ID, "demo")
        .say("It waits {}");

    ExtLogRecord record = records.get(0);
    assertThat(record.getLevel()).isEqualTo(Level.WARN);
    assertThat(record.getFormattedMessage())
        .isEqualTo("It waits {} reason=\"not now\" accountId=demo");
    assertThat(record.getMdcCopy())
        .containsExactlyInAnyOrderEntriesOf(Map.of("accountId", "demo", "reason", "not now"));
  }

  @Test
  void shouldLetNoValueBeginALineOrAKeyOfItsOwn() {
    LogLine.info(LOG)
        .with(LogKey.REASON, "a\nb \"c\" \\ d=e")
        .with(LogKey.TOPIC, "")
        .with(LogKey.VALUE, null)
        .say("It waits");

    assertThat(records.get(0).getFormattedMessage())
        .isEqualTo("It waits reason=\"a b \\\"c\\\" \\\\ d=e\" topicName=\"\" value=null");
  }

  @Test
  void shouldLeaveTheContextAsItWas() {
    MDC.put("traceId", "t");
    MDC.put("accountId", "outer");

    LogLine.info(LOG).with(LogKey.ACCOUNT_ID, "inner").say("It waits");

    assertThat(records.get(0).getMdc("traceId")).isEqualTo("t");
    assertThat(records.get(0).getMdc("accountId")).isEqualTo("inner");
    assertThat(MDC.getCopyOfContextMap())
        .containsExactlyInAnyOrderEntriesOf(Map.of("traceId", "t", "accountId", "outer"));
  }

  @Test
  void shouldTellWhatWasThrown() {
    IllegalStateException thrown = new IllegalStateException("x");

    LogLine.error(LOG).because(thrown).say("It broke");

    assertThat(records.get(0).getThrown()).isSameAs(thrown);
    assertThat(records.get(0).getFormattedMessage()).isEqualTo("It broke");
  }

  @Test
  void shouldSayNothingBelowTheLevel() {
    LogLine.debug(LOG).with(LogKey.ACCOUNT_ID, "demo").say("It waits");

    assertThat(records).isEmpty();
  }
}
