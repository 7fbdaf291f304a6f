package io.m1bridge.token.page;

import static io.m1bridge.token.Samples.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.token.calls.CallHour;
import io.m1bridge.token.permit.Holder;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CallsViewTest {

  @Test
  void shouldLeaveAGapForWhatNobodyKnows() {
    CallHour hour =
        new CallHour(
            START.minus(Duration.ofMinutes(10)),
            Map.of(Holder.EDM_EVENT, Collections.nCopies(60, 2)));

    CallsView view = CallsView.of(hour, 2000, START);

    assertThat(view.since()).isEqualTo(START.minus(Duration.ofMinutes(10)));
    List<Number> edm = view.perMinute().series().get(1).values();
    assertThat(edm.subList(0, 49)).containsOnlyNulls();
    assertThat(edm.subList(49, 60)).containsOnly(2);
    assertThat(view.perMinute().series().get(0).values().get(59)).isEqualTo(0);
    assertThat(view.perMinute().times()).hasSize(60).endsWith(START);
  }

  @Test
  void shouldShowTheWholeHourByHolder() {
    CallHour hour =
        new CallHour(
            START.minus(Duration.ofMinutes(60)),
            Map.of(
                Holder.CONTACT_SYNC, Collections.nCopies(60, 10),
                Holder.HOUSEKEEPING, Collections.nCopies(60, 1)));

    CallsView view = CallsView.of(hour, 2000, START);

    assertThat(view.since()).isNull();
    assertThat(view.total()).isEqualTo(660);
    assertThat(view.bar().text()).isEqualTo("contact-sync 600, edm-event 0, housekeeping 60");
  }
}
