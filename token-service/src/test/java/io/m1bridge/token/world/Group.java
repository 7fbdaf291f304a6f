package io.m1bridge.token.world;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The group's coordinator: gives a partition to one member, takes it away when no heartbeat arrived
 * for the session time-out, or in agreement with its owner.
 */
final class Group {

  private final World world;
  private final long sessionNanos;
  private final Map<Integer, Member> owners = new HashMap<>();
  private final Set<Integer> moving = new HashSet<>();
  private final Map<Long, Member> members = new HashMap<>();
  private final int partitions;
  private long ids;

  static final class Member {
    final long id;
    final Replica replica;
    long arrivedAt;

    Member(long id, Replica replica, long now) {
      this.id = id;
      this.replica = replica;
      this.arrivedAt = now;
    }
  }

  /** The answer to a heartbeat. */
  record Answer(long member, boolean known, Set<Integer> assigned) {}

  Group(World world, int partitions, long sessionNanos) {
    this.world = world;
    this.partitions = partitions;
    this.sessionNanos = sessionNanos;
    watch();
  }

  private void watch() {
    expire();
    world.after(50 * World.MILLI, this::watch);
  }

  private void expire() {
    for (Member member : List.copyOf(members.values())) {
      if (world.now() - member.arrivedAt >= sessionNanos) {
        members.remove(member.id);
        owners.values().removeIf(owner -> owner == member);
      }
    }
    assign();
  }

  private void assign() {
    List<Member> alive = new ArrayList<>(members.values());
    for (int p = 0; p < partitions && !alive.isEmpty(); p++) {
      if (!owners.containsKey(p)) {
        owners.put(p, alive.get(world.random.nextInt(alive.size())));
        moving.remove(p);
      }
    }
  }

  long join(Replica replica) {
    expire();
    Member member = new Member(++ids, replica, world.now());
    members.put(member.id, member);
    assign();
    return member.id;
  }

  /**
   * @param holds what the member had when it sent this
   */
  Answer heartbeat(long id, Set<Integer> holds) {
    expire();
    Member member = members.get(id);
    if (member == null) {
      return new Answer(id, false, Set.of());
    }
    member.arrivedAt = world.now();
    for (int p : List.copyOf(moving)) {
      if (owners.get(p) == member && !holds.contains(p)) {
        owners.remove(p);
      }
    }
    assign();
    Set<Integer> assigned = new HashSet<>();
    owners.forEach(
        (p, owner) -> {
          if (owner == member && !moving.contains(p)) {
            assigned.add(p);
          }
        });
    return new Answer(id, true, assigned);
  }

  /** Asks the owner to let go of a partition. */
  void move(int partition) {
    if (members.size() > 1) {
      moving.add(partition);
    }
  }

  Replica ownerOf(int partition, Replica otherwise) {
    Member owner = owners.get(partition);
    return owner == null ? otherwise : owner.replica;
  }
}
