package io.m1bridge.local.stack;

import io.m1bridge.local.stack.Addresses.Listener;
import java.util.ArrayList;
import java.util.List;

/** Where the pages of a run are, and what a new user may look at and try there. */
public final class PageAddresses {

  private final Addresses addresses;
  private final String uiToken;
  private final boolean simulated;

  /**
   * @param uiToken signs in; it is of this run alone
   * @param simulated whether the simulator is M1
   */
  PageAddresses(Addresses addresses, String uiToken, boolean simulated) {
    this.addresses = addresses;
    this.uiToken = uiToken;
    this.simulated = simulated;
  }

  /** Lines with an address of each service that signs in. */
  List<String> signIn() {
    List<String> lines = new ArrayList<>();
    lines.add("  token-service   " + tokenService());
    lines.add("  contact-sync    " + signIn(addresses.contactSync()));
    lines.add("  edm-event       " + signIn(addresses.edmEvent()));
    if (simulated) {
      lines.add("  M1 simulator    " + addresses.simulator().http());
    }
    return lines;
  }

  /** The address of token-service that signs in. */
  String tokenService() {
    return signIn(addresses.tokenServices().get(0));
  }

  private String signIn(Listener listener) {
    return listener.http() + "/?token=" + uiToken;
  }

  /** Lines for people. */
  public List<String> worthALook(String account) {
    String sync = addresses.contactSync().http() + "/accounts/" + account;
    List<String> lines = new ArrayList<>();
    lines.add("Worth a look, once you are signed in by an address above:");
    lines.add("  " + addresses.tokenServices().get(0).http() + "/ui/accounts/" + account);
    lines.add("      the token and the calls of the hour; disconnect it, and connect it again");
    lines.add("  " + sync);
    lines.add("      what waits, and how fast it goes; pause it, and see the queue grow");
    lines.add("  " + sync + "/undelivered");
    lines.add("      what is not at M1, and why");
    lines.add("  " + sync + "/m1");
    lines.add("      fields, groups and tags at M1; a contact there beside what is wanted");
    lines.add("  " + addresses.edmEvent().http() + "/");
    lines.add("      campaigns; open one for its funnel, its links and how complete it is");
    if (simulated) {
      lines.add("  or let M1 refuse five calls, and look at the pages again:");
      lines.add(
          "      curl "
              + addresses.simulator().http()
              + "/_sim/faults -H 'content-type: application/json'"
              + " -d '{\"path\":\"/contact/*\",\"kind\":\"refuse\",\"times\":5}'");
    }
    return lines;
  }
}
