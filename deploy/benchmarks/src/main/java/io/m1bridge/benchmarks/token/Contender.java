package io.m1bridge.benchmarks.token;

import java.io.IOException;

/** Something that keeps an access token usable for many callers. */
interface Contender {

  /** Begins the names of its figures. */
  String name();

  /** A grant is there, and its access token has just become unusable; nothing is counted yet. */
  void prepare() throws IOException, InterruptedException;

  /**
   * So many callers want a usable token at once.
   *
   * @return how many got one
   */
  int contend(int callers) throws IOException, InterruptedException;

  /** Whether it still holds a grant that M1 would refresh; asked after the counting. */
  boolean canRefresh() throws IOException, InterruptedException;
}
