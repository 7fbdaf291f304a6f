package io.m1bridge.contactsync.property;

import io.m1bridge.contactsync.contact.Labels;
import io.m1bridge.contactsync.contact.Nearest;
import io.m1bridge.contactsync.mapping.DropDown;
import io.m1bridge.contactsync.mapping.MappedLabel;
import io.m1bridge.contactsync.pack.Properties;
import io.m1bridge.contactsync.view.LikeLabel;
import io.m1bridge.contactsync.view.MissingField;
import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.M1Answers.Property;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which custom properties are made at M1. None of a mapping that M1 has under nearly that name:
 * that is a slip of the pen, and would become a property which nobody looks at. Each is told once,
 * and made only where the mapping says {@code create}.
 */
public final class CreationRules {

  private static final Logger LOG = LoggerFactory.getLogger(CreationRules.class);

  private final boolean allowed;
  private final List<MappedLabel> mapped;
  private final List<MappedLabel> dropDowns;
  private final Map<AccountId, List<LikeLabel>> found = new HashMap<>();
  private final Map<AccountId, List<MissingField>> missing = new HashMap<>();

  /**
   * @param allowed whether any is
   * @param mapped what mappings write
   */
  public CreationRules(boolean allowed, List<MappedLabel> mapped) {
    this.allowed = allowed;
    this.mapped = List.copyOf(mapped);
    this.dropDowns = mapped.stream().filter(label -> label.dropDown() != null).toList();
  }

  /** The account's properties are these. */
  void listed(AccountId account, Properties known) {
    List<LikeLabel> before = of(account);
    List<LikeLabel> now =
        mapped.stream()
            .filter(label -> label.isOf(account) && !label.create() && !known.has(label.label()))
            .flatMap(label -> like(label, known).stream())
            .toList();
    for (LikeLabel label : now) {
      if (!before.contains(label)) {
        LogLine.warn(LOG)
            .with(LogKey.ACCOUNT_ID, account)
            .with(LogKey.SETTING, label.file() + ", line " + label.line())
            .with(LogKey.DETAIL, label.label() + "; is " + label.nearest() + " meant?")
            .say("A mapping names a property that M1 has under nearly that name: it is not made");
      }
    }
    found.put(account, now);
    missing.put(account, allowed ? List.of() : missing(account, known));
  }

  /** Where none is made, what M1 does not have at all cannot be written. */
  private List<MissingField> missing(AccountId account, Properties known) {
    List<String> labels = known.all().stream().map(Property::label).toList();
    List<MissingField> now =
        mapped.stream()
            .filter(label -> label.isOf(account) && !known.has(label.label()))
            .map(
                label ->
                    new MissingField(
                        "custom." + label.label(),
                        Nearest.of(label.label(), labels).orElse(null),
                        label.file(),
                        label.line()))
            .toList();
    for (MissingField field : now) {
      if (!missing.getOrDefault(account, List.of()).contains(field)) {
        LogLine.warn(LOG)
            .with(LogKey.ACCOUNT_ID, account)
            .with(LogKey.SETTING, field.file() + ", line " + field.line())
            .with(LogKey.DETAIL, field.says())
            .say("A mapping names a property that M1 does not have, and none is made");
      }
    }
    return now;
  }

  /** Labels of mappings that M1 does not have, and that may not be made. */
  public List<MissingField> missing(AccountId account) {
    return missing.getOrDefault(account, List.of());
  }

  private static Optional<LikeLabel> like(MappedLabel label, Properties known) {
    return NearLabel.of(label.label(), known.all().stream().map(Property::label).toList())
        .map(nearest -> new LikeLabel(label.label(), nearest, label.file(), label.line()));
  }

  /** Whether a label that M1 does not have is made there. */
  boolean mayCreate(AccountId account, String label) {
    String comparable = Labels.comparable(label);
    return allowed
        && of(account).stream().noneMatch(one -> Labels.comparable(one.label()).equals(comparable));
  }

  /** What mappings say of a drop-down of an account, all together; empty if none calls it one. */
  Optional<DropDown> dropDown(AccountId account, String label) {
    if (dropDowns.isEmpty()) {
      return Optional.empty();
    }
    String comparable = Labels.comparable(label);
    Set<String> options = new LinkedHashSet<>();
    boolean adds = false;
    for (MappedLabel one : dropDowns) {
      DropDown said = one.dropDown();
      if (said != null && one.isOf(account) && Labels.comparable(one.label()).equals(comparable)) {
        options.addAll(said.options());
        adds |= said.adds() && allowed;
      }
    }
    return options.isEmpty()
        ? Optional.empty()
        : Optional.of(new DropDown(List.copyOf(options), adds));
  }

  /** Labels of mappings that M1 has under nearly that name, as last listed. */
  public List<LikeLabel> of(AccountId account) {
    return found.getOrDefault(account, List.of());
  }

  /** Another M1 account stands behind the id. */
  void abandon(AccountId account) {
    found.remove(account);
    missing.remove(account);
  }
}
