package io.m1bridge.contactsync.delete;

import io.m1bridge.m1.AccountId;
import java.util.regex.Pattern;

/** Names of the groups that delete jobs make: whose they are can be told from them alone. */
public final class GroupNames {

  private static final String PREFIX = "m1bridge-del-";
  private static final Pattern JOB_ID = Pattern.compile("[0-9a-z]+-[0-9]+");

  private GroupNames() {}

  static String of(AccountId account, String jobId) {
    return ofAccount(account) + jobId;
  }

  /** How the names of all groups of an account begin. */
  static String ofAccount(AccountId account) {
    return PREFIX + account + "-";
  }

  /** Whether a job of this account made it: one account's id may begin with another's. */
  public static boolean isOurs(AccountId account, String name) {
    String begin = ofAccount(account);
    return name.startsWith(begin) && JOB_ID.matcher(name.substring(begin.length())).matches();
  }
}
