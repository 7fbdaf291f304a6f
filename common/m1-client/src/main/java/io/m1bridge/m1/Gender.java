package io.m1bridge.m1;

/** The two values that M1 knows. */
public enum Gender {
  MALE,
  FEMALE
}
