package io.m1bridge.ui.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Addresses of the static files in this jar, with a hash of their content. */
final class Assets {

  private static final String BASE = "/m1bridge-ui/";
  private static final int HASH_BYTES = 6;

  private final Map<String, String> addresses = new ConcurrentHashMap<>();

  /**
   * @param name a path below {@value #BASE}
   * @throws IllegalArgumentException if there is no such file: a page that asks for it is broken
   */
  String address(String name) {
    return addresses.computeIfAbsent(name, known -> BASE + known + "?v=" + hash(known));
  }

  private static String hash(String name) {
    try (InputStream file = Assets.class.getResourceAsStream("/META-INF/resources" + BASE + name)) {
      if (file == null) {
        throw new IllegalArgumentException("no such file in " + BASE + ": " + name);
      }
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(file.readAllBytes());
      return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + BASE + name, e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
