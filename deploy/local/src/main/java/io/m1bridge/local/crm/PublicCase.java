package io.m1bridge.local.crm;

/**
 * Kinds of input that broke contact syncs in public, under the numbers by which they are known. Of
 * each kind at least one record is in every longer {@link HostileChanges} history; a kind without
 * one fails a test.
 */
public enum PublicCase {
  /** Ordinary records that grow on the way: long notes, photos in unknown fields. */
  B01,
  /** Hundreds of people under one placeholder address. */
  B02,
  /** "No end" dates. */
  B03,
  /** Keys that are not text, or differ by case or a blank. */
  B04,
  /** Record timestamps that are old, missing, or far in the future, on good and bad records. */
  B06,
  /** Labels of custom properties that are markup, long, or differ by blanks, case or width. */
  B07,
  /** Hundreds of labels or groups of one contact, and as many as are allowed. */
  B08,
  /** Invisible characters in an address. */
  B09,
  /** Full-width and decorated addresses, several in one. */
  B10,
  /** Capitals, signs that look like letters, one domain or name in two spellings. */
  B11,
  /** Rare and half characters, NUL, emoji, right-to-left text. */
  B12,
  /** Birthdays around changes of the clock, midnights, zero dates. */
  B14,
  /** Phones after a spreadsheet. */
  B15,
  /** Custom values that are numbers, flags, lists. */
  B16,
  /** Data that is encoded twice, or wrapped. */
  B17,
  /** Doubled headers and names, bytes that are not UTF-8. */
  B19
}
