package io.m1bridge.local.stack;

import io.m1bridge.process.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.IntSupplier;

/**
 * Gives out ports on the loopback address: the documented one where it is free, else any free one,
 * and remembers where it could not give what was asked for.
 */
public final class Ports {
  private final IntPredicate isFree;
  private final IntSupplier anyFree;
  private final Set<Integer> given = new HashSet<>();
  private final List<Integer> taken = new ArrayList<>();

  Ports(IntPredicate isFree, IntSupplier anyFree) {
    this.isFree = isFree;
    this.anyFree = anyFree;
  }

  /**
   * Those of this machine.
   *
   * @param usual whether documented ports may be taken: of several runs only one may, since each
   *     looks some seconds before its services listen
   */
  static Ports ofThisMachine(boolean usual) {
    return new Ports(port -> usual && isFreeHere(port), FreePort::find);
  }

  /** The wanted port if it is free and was not given before, else another. */
  public int take(int wanted) {
    if (!given.contains(wanted) && isFree.test(wanted)) {
      given.add(wanted);
      return wanted;
    }
    taken.add(wanted);
    int other = anyFree.getAsInt();
    while (!given.add(other)) {
      other = anyFree.getAsInt();
    }
    return other;
  }

  /** The wanted ports that somebody else had. */
  public List<Integer> taken() {
    return List.copyOf(taken);
  }

  private static boolean isFreeHere(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      // As servers do: a port whose last connections are just closing down is free.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
