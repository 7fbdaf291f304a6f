package io.m1bridge.systemtests.acl;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.resource.PatternType;

/** The rights that an answer of readiness names as missing. */
final class Named {

  private static final Pattern MISSING =
      Pattern.compile("User:(\\S+) may not (\\w+) (topic|group|transactional id) (\\S+?): grant");

  private Named() {}

  static List<AclBinding> in(String answer) {
    List<AclBinding> rights = new ArrayList<>();
    Matcher missing = MISSING.matcher(answer);
    while (missing.find()) {
      String name = missing.group(4);
      boolean prefix = name.endsWith("-") || name.endsWith("*");
      rights.add(
          AclFile.binding(
              missing.group(1),
              missing.group(2),
              missing.group(3).replace(' ', '-'),
              name.replace("*", ""),
              prefix ? PatternType.PREFIXED : PatternType.LITERAL));
    }
    return rights;
  }
}
