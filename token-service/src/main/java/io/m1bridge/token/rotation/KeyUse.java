package io.m1bridge.token.rotation;

import io.m1bridge.token.log.StateView;
import io.m1bridge.token.secret.KeyId;
import io.m1bridge.token.secret.Keyset;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * Which keys protect how many records: the progress of a rotation. Ids and numbers, no key.
 *
 * @param primary encrypts
 * @param keys all that are in the keyset, oldest first, then those that records need and that are
 *     missing
 */
public record KeyUse(KeyId primary, List<Key> keys) {
  public KeyUse {
    keys = List.copyOf(keys);
  }

  /** As it is now, over the whole log. */
  public static KeyUse of(Keyset keyset, StateView view) {
    KeyId primary = keyset.primary();
    List<KeyId> ids = keyset.ids();
    SortedMap<KeyId, Integer> records = view.recordsByKey();
    List<Key> keys = new ArrayList<>();
    boolean older = true;
    for (KeyId id : ids) {
      Role role = older ? Role.OLDER : Role.NEWER;
      if (id.equals(primary)) {
        role = Role.PRIMARY;
        older = false;
      }
      keys.add(new Key(id, role, records.getOrDefault(id, 0)));
    }
    records.forEach(
        (id, count) -> {
          if (!ids.contains(id)) {
            keys.add(new Key(id, Role.MISSING, count));
          }
        });
    return new KeyUse(primary, keys);
  }

  /** Records that are to be encrypted again, and those that cannot be for want of their key. */
  public int remaining() {
    return keys.stream().filter(key -> key.role() != Role.PRIMARY).mapToInt(Key::records).sum();
  }

  /** Where a key stands. */
  public enum Role {
    /** Decrypts; what it protects is encrypted again, and then it may be taken out. */
    OLDER,
    /** Encrypts. */
    PRIMARY,
    /** Stands behind the primary one: added, to be promoted when every replica knows it. */
    NEWER,
    /** Not in the keyset, but needed. */
    MISSING
  }

  /** One key. */
  public record Key(KeyId id, Role role, int records) {

    /** Whether nothing would be lost without it. */
    public boolean mayBeTakenOut() {
      return role == Role.OLDER && records == 0;
    }
  }
}
