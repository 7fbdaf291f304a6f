package io.m1bridge.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Certificates for TLS on 127.0.0.1, made by the JDK's {@code keytool}: an authority, and what it
 * signs. Stores are PKCS 12 files under one password.
 */
public final class TestCertificates {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String CA = "ca";
  private static final String LOOPBACK = "ip:127.0.0.1";
  private static final String PASSWORD = "of-a-test-only";

  private final Path directory;
  private final Path all;

  private TestCertificates(Path directory) {
    this.directory = directory;
    this.all = directory.resolve("all.p12");
  }

  /** Makes an authority in a directory of its own. */
  public static TestCertificates in(Path directory) throws IOException {
    UsedSecrets.note("store-password", PASSWORD);
    TestCertificates made = new TestCertificates(Files.createDirectories(directory));
    made.keytool(CA, List.of("-ext", "bc:critical"), 0, 3650);
    return made;
  }

  public String password() {
    return PASSWORD;
  }

  /** Returns a store with a key, and its certificate that is good for years. */
  public Path valid(String name) {
    return store(name, LOOPBACK, 0, 3650);
  }

  /** The same, for another host than 127.0.0.1. */
  public Path validFor(String host) {
    return store(host, "dns:" + host, 0, 3650);
  }

  /** Returns a store with a key, and its certificate that was good until yesterday. */
  public Path expired(String name) {
    return store(name, LOOPBACK, -10, 9);
  }

  /** Returns the certificate of the authority, a PEM file. */
  public Path authority() {
    try {
      Certificate certificate = load(all).getCertificate(CA);
      String text =
          Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded());
      return Files.writeString(
          directory.resolve("ca.pem"),
          "-----BEGIN CERTIFICATE-----\n" + text + "\n-----END CERTIFICATE-----\n");
    } catch (GeneralSecurityException | IOException e) {
      throw new ProcessFailure("The authority cannot be read from " + all, e);
    }
  }

  private Path store(String name, String subject, int startDays, int days) {
    keytool(
        name,
        List.of("-signer", CA, "-signerkeypass", PASSWORD, "-ext", "san=" + subject),
        startDays,
        days);
    Path file = directory.resolve(name + ".p12");
    char[] password = PASSWORD.toCharArray();
    try (OutputStream out = Files.newOutputStream(file)) {
      KeyStore from = load(all);
      KeyStore to = KeyStore.getInstance("PKCS12");
      to.load(null, null);
      to.setKeyEntry(name, from.getKey(name, password), password, from.getCertificateChain(name));
      to.store(out, password);
      return file;
    } catch (GeneralSecurityException | IOException e) {
      throw new ProcessFailure("The key cannot be stored in " + file, e);
    }
  }

  private static KeyStore load(Path file) throws GeneralSecurityException, IOException {
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, PASSWORD.toCharArray());
      return store;
    }
  }

  private void keytool(String alias, List<String> options, int startDays, int days) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                alias,
                "-dname",
                "CN=" + alias,
                "-startdate",
                (startDays < 0 ? "" : "+") + startDays + "d",
                "-validity",
                String.valueOf(days),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                all.toString()));
    command.addAll(options);
    try {
      Path said = directory.resolve("keytool-" + alias + ".log");
      Process keytool =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(said.toFile())
              .start();
      if (!keytool.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || keytool.exitValue() != 0) {
        keytool.destroyForcibly();
        throw new ProcessFailure("keytool failed: " + Files.readString(said));
      }
    } catch (IOException e) {
      throw new ProcessFailure("keytool cannot be started: tests need a JDK", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProcessFailure("Interrupted while keytool was at work", e);
    }
  }
}
