package io.m1bridge.simulator.behaviour;

import io.m1bridge.simulator.protocol.M1Code;
import java.time.Duration;

/**
 * What the page leaves open about contacts.
 *
 * @param merge what opType 2 does to a contact that is there
 * @param blankWipes whether a blank value sent by {@code add} empties the field (opType 1, and
 *     opType 2 with {@code new-wins})
 * @param overwrite what opType 1 does to a contact that is there
 * @param emailIgnoresCase whether addresses that differ by case are one contact
 * @param badBatch what a bad row does to the other rows of its batch
 * @param refuseMissingEmail whether a row without email is bad
 * @param refuseInvalidEmail whether a row whose email cannot be one is bad
 * @param refuseMarker a row with this text in any value is bad; empty: none is
 * @param writesRefused for so long after the account's first write adds, edits and deletes are
 *     refused, while reads pass
 * @param writesRefusedCode the code of that
 * @param refusalCode the code of a batch refused for one of its rows or ids
 * @param mostRows most rows of one call; the page says 1,000
 * @param tooManyCode the code for more
 * @param goneDelete what a delete does with ids that are not there
 * @param goneDetailCode the code of a detail of an id that is not there
 * @param unmatchedEdit what an edited row does that matches no contact
 * @param editBlankWipes whether a blank value sent by {@code edit} empties the field
 * @param unknownProperty what a value for a custom field does that does not exist
 * @param dropDown which values a drop-down field takes
 * @param dropDownEdit what an edit of a drop-down does with options that it does not send
 * @param pageCap most contacts on one page
 * @param aboveCap what a larger {@code limit} gets
 * @param birthdayUnit unit of {@code birthday} in answers
 * @param emptyText how an empty text stands in answers
 * @param emptyGender how a missing gender stands in answers
 * @param emptyBirthday how a missing birthday stands in answers
 * @param existingGroup what {@code group/add} does with a name that is there
 */
public record ContactBehaviour(
    Merge merge,
    boolean blankWipes,
    Overwrite overwrite,
    boolean emailIgnoresCase,
    BadBatch badBatch,
    boolean refuseMissingEmail,
    boolean refuseInvalidEmail,
    String refuseMarker,
    Duration writesRefused,
    M1Code writesRefusedCode,
    M1Code refusalCode,
    int mostRows,
    M1Code tooManyCode,
    GoneDelete goneDelete,
    M1Code goneDetailCode,
    UnmatchedEdit unmatchedEdit,
    boolean editBlankWipes,
    UnknownProperty unknownProperty,
    DropDown dropDown,
    DropDownEdit dropDownEdit,
    int pageCap,
    AboveCap aboveCap,
    BirthdayUnit birthdayUnit,
    EmptyText emptyText,
    EmptyGender emptyGender,
    EmptyBirthday emptyBirthday,
    ExistingGroup existingGroup) {

  /** Checks the caps. */
  public ContactBehaviour {
    if (pageCap < 1 || mostRows < 1) {
      throw new IllegalArgumentException(
          "contacts.pageCap and contacts.mostRows must be at least 1");
    }
  }

  /** opType 2. */
  public enum Merge {
    NEW_WINS,
    OLD_WINS,
    FILL_BLANKS
  }

  /** opType 1. */
  public enum Overwrite {
    /** Only what is sent is replaced. */
    SENT_FIELDS,
    /** Fields that are not sent are emptied; groups stay. */
    ALL_FIELDS,
    /** As {@code ALL_FIELDS}, and the contact leaves its groups. */
    ALL_FIELDS_AND_GROUPS
  }

  /** One bad row among good ones. */
  public enum BadBatch {
    /** The batch is refused, nothing is stored. */
    ATOMIC,
    /** The bad row is dropped in silence, the answer is success. */
    PARTIAL
  }

  /** A delete with ids that are not there. */
  public enum GoneDelete {
    IGNORED,
    /** Success, with the numbers of those deleted and those missing as {@code data}. */
    COUNTED,
    /** The call is refused, nothing is deleted. */
    REFUSED,
    /** The call is refused, but what was there is deleted. */
    REFUSED_REST_DELETED
  }

  /** An edited row that matches no contact. */
  public enum UnmatchedEdit {
    IGNORED,
    REFUSED
  }

  /** A value for a custom field that does not exist. */
  public enum UnknownProperty {
    IGNORED,
    BAD_ROW
  }

  /** Values of a drop-down field. */
  public enum DropDown {
    ANY_TEXT,
    /** Anything but the label of an option makes a bad row. */
    OPTION_LABEL
  }

  /** Options of a drop-down that an edit of it does not send. */
  public enum DropDownEdit {
    /** They are gone. */
    REPLACES,
    /** They stay: what is sent comes to them. */
    ADDS
  }

  /** A {@code limit} above the cap. */
  public enum AboveCap {
    CLIPPED,
    REFUSED
  }

  /** Unit of birthdays in answers. */
  public enum BirthdayUnit {
    MILLIS,
    /** As in the page's old data, where {@code birthday_des} is wrong in consequence. */
    SECONDS
  }

  /** Form of an empty text in answers. */
  public enum EmptyText {
    ONE_BLANK,
    EMPTY,
    ABSENT
  }

  /** Form of a missing gender in answers. */
  public enum EmptyGender {
    ABSENT,
    /** {@code gender: true, gender_des: " "}, as in the page's list. */
    TRUE_WITH_BLANK_TEXT
  }

  /** Form of a missing birthday in answers. */
  public enum EmptyBirthday {
    ABSENT,
    /** The time of creation in seconds, as in the page's list. */
    CREATION_SECONDS
  }

  /** {@code group/add} with a name that is there. */
  public enum ExistingGroup {
    SECOND_GROUP,
    SAME_GROUP,
    REFUSED
  }

  static ContactBehaviour defaults() {
    return new ContactBehaviour(
        Merge.NEW_WINS,
        false,
        Overwrite.SENT_FIELDS,
        true,
        BadBatch.ATOMIC,
        true,
        true,
        "",
        Duration.ZERO,
        M1Code.NO_CODE,
        M1Code.E10103,
        1_000,
        M1Code.E00005,
        GoneDelete.IGNORED,
        M1Code.E10103,
        UnmatchedEdit.IGNORED,
        true,
        UnknownProperty.IGNORED,
        DropDown.ANY_TEXT,
        DropDownEdit.REPLACES,
        50,
        AboveCap.CLIPPED,
        BirthdayUnit.MILLIS,
        EmptyText.ONE_BLANK,
        EmptyGender.ABSENT,
        EmptyBirthday.ABSENT,
        ExistingGroup.SECOND_GROUP);
  }
}
