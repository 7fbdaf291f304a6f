package io.m1bridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.cli.http.Failure;
import io.m1bridge.cli.http.ServiceClient;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A price that a service makes. It is given up if it is closed, or the process is ended, before it
 * is told: a replica makes few at a time, and one that nobody goes on with keeps others waiting.
 */
final class OpenPrice implements AutoCloseable {

  private static final String NDJSON = "application/x-ndjson";

  private final M1Bridge root;
  private final ServiceClient contactSync;
  private final String account;
  private final String id;
  private final AtomicBoolean ended = new AtomicBoolean();
  private final Thread atExit = new Thread(this::giveUp, "price-given-up");

  private OpenPrice(M1Bridge root, ServiceClient contactSync, String account, String id) {
    this.root = root;
    this.contactSync = contactSync;
    this.account = account;
    this.id = id;
  }

  /**
   * Begins one.
   *
   * @param mapping that reads the rows; empty for our own form
   * @throws Failure if the service does not begin it
   */
  static OpenPrice begin(M1Bridge root, ServiceClient contactSync, String account, byte[] mapping) {
    JsonNode begun =
        contactSync.post(
            "application/yaml", mapping, Map.of(), "v1", "accounts", account, "prices");
    OpenPrice price = new OpenPrice(root, contactSync, account, begun.path("price").asText());
    Runtime.getRuntime().addShutdownHook(price.atExit);
    return price;
  }

  /**
   * Sends the next rows.
   *
   * @param first number of the first one
   * @param last whether the price is to be told, since there are no more
   * @return the price, if they are the last ones
   * @throws Failure if the service does not take them
   */
  JsonNode send(byte[] rows, long first, boolean last) {
    JsonNode answer =
        contactSync.post(
            NDJSON,
            rows,
            Map.of("first", Long.toString(first), "last", Boolean.toString(last)),
            "v1",
            "accounts",
            account,
            "prices",
            id,
            "rows");
    if (last) {
      ended.set(true);
    }
    return answer;
  }

  private void giveUp() {
    if (ended.getAndSet(true)) {
      return;
    }
    try {
      contactSync.delete("v1", "accounts", account, "prices", id);
    } catch (Failure e) {
      root.note("The price is not given up: it ends by itself within 10 minutes");
    }
  }

  @Override
  public void close() {
    giveUp();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // The process is being ended: the hook finds nothing left to do.
      root.note("Ended before the price was told");
    }
  }
}
