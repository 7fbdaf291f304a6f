package io.m1bridge.contactsync.where;

import java.time.Duration;

/** How steps say numbers. */
final class Words {

  private static final int MANY = 2;

  private Words() {}

  /** One contact, 12 contacts. */
  static String count(long number, String thing) {
    return number == 1 ? "one " + thing : number + " " + thing + "s";
  }

  /** The largest unit of which there are two. */
  static String lasts(Duration length) {
    if (length.toHours() >= MANY) {
      return length.toHours() + " h";
    }
    return length.toMinutes() >= MANY ? length.toMinutes() + " min" : length.toSeconds() + " s";
  }
}
