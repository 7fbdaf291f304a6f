package io.m1bridge.simulator.edm;

import io.m1bridge.simulator.behaviour.EdmBehaviour;
import java.util.Locale;

/** What an engagement row says happened. */
enum RowKind {
  SENT("Sent", 0),
  OPEN("Open", 1),
  CLICK("Click", 2),
  UNSUBSCRIBE("Unsubscribe", 3),
  SOFT_BOUNCE_1("Softbounce1x", 4),
  SOFT_BOUNCE_2("Softbounce2x", 4),
  SOFT_BOUNCE_3("Softbounce3x", 4),
  SOFT_BOUNCE_FINAL("Softbounce final", 4),
  HARD_BOUNCE_1("Hardbounce1x", 5),
  HARD_BOUNCE_2("Hardbounce2x", 5),
  HARD_BOUNCE_3("Hardbounce3x", 5),
  HARD_BOUNCE_FINAL("HardBounce final", 5),
  COMPLAINT("Spamcomplaint", 6),
  /** A type that no page tells of. */
  UNKNOWN("Forward", 0);

  /** The type parameter that asks for everything. */
  static final int ALL = 0;

  static final int LAST_TYPE = 6;

  private final String pageName;
  private final int type;

  RowKind(String pageName, int type) {
    this.pageName = pageName;
    this.type = type;
  }

  /** Whether {@code type} of {@code edm/task/detail} asks for it. */
  boolean askedBy(int asked) {
    return asked == ALL || asked == type;
  }

  String dmdtype(EdmBehaviour behaviour, long sequence) {
    String name =
        this == SENT && behaviour.sentRows() == EdmBehaviour.SentRows.SENDOUT
            ? "Sendout"
            : pageName;
    return switch (behaviour.dmdtype()) {
      case PAGE -> name;
      case LOWER -> name.toLowerCase(Locale.ROOT);
      case UPPER_WITH_BLANKS -> upperWithBlanks(name);
      case MIXED ->
          switch ((int) (sequence % 3)) {
            case 0 -> name;
            case 1 -> name.toLowerCase(Locale.ROOT);
            default -> upperWithBlanks(name);
          };
    };
  }

  private static String upperWithBlanks(String name) {
    return name.toUpperCase(Locale.ROOT).replaceFirst("(\\d)", " $1");
  }
}
