package io.m1bridge.simulator.edm;

import java.util.List;
import java.util.random.RandomGenerator;

/** Made-up readers; addresses are from the blocks reserved for documentation. */
final class Readers {
  private static final List<String[]> PLACES =
      List.of(
          new String[] {"中国", "上海", "上海"},
          new String[] {"中国", "重庆", "重庆"},
          new String[] {"中国", "北京", "北京"},
          new String[] {"中国", "广东", "深圳"},
          new String[] {"中国", "浙江", "[Unknown]"},
          new String[] {"[Unknown]", "[Unknown]", "[Unknown]"},
          new String[] {"", "", ""});
  private static final List<String[]> PROGRAMS =
      List.of(
          new String[] {"Windows 7", "Google Chrome"},
          new String[] {"Windows 8", "Internet Explorer"},
          new String[] {"iPhone", "Apple Mail"},
          new String[] {"Android", "[Unknown]"},
          new String[] {"[Unknown]", "[Unknown]"});

  private Readers() {}

  static Reader any(RandomGenerator random) {
    String[] place = PLACES.get(random.nextInt(PLACES.size()));
    String[] program = PROGRAMS.get(random.nextInt(PROGRAMS.size()));
    String ip = "203.0.113." + random.nextInt(256);
    return new Reader(ip, place[0], place[1], place[2], program[0], program[1]);
  }
}
