package io.m1bridge.systemtests;

/**
 * One guarantee that is tried under faults. To add one: implement it and put it into the list of
 * {@link Main}.
 */
public interface SystemTest {

  /** What {@code run NAME} takes. */
  String name();

  /** One line for the list. */
  String description();

  /** How many rounds there are unless told otherwise. */
  int defaultRounds();

  /**
   * Makes faults and looks whether the guarantee held; what it started is ended by the caller.
   *
   * @throws Exception when it could not try, which also fails the run
   */
  void run(Round round) throws Exception;
}
