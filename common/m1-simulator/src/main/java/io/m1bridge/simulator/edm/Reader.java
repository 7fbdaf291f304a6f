package io.m1bridge.simulator.edm;

/**
 * Where and with what a mail was read, as M1 tells it. {@code software} holds the operating system
 * and {@code clientOs} the program: swapped against their names, as in the vendor's sample.
 */
record Reader(
    String ip, String country, String province, String city, String software, String clientOs) {
  /** Of rows that no reader caused. */
  static final Reader NONE = new Reader("", "", "", "", "", "");
}
