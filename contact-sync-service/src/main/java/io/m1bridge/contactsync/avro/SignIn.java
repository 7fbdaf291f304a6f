package io.m1bridge.contactsync.avro;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Base64;
import java.util.Optional;

/** How a request to the registry says who asks. */
interface SignIn {

  /**
   * Adds what the registry wants to see.
   *
   * @throws NoAnswer if that cannot be had now
   */
  void to(HttpRequest.Builder request) throws NoAnswer, InterruptedException;

  /** What was shown is refused: the next request is to show something new, if there is any. */
  default void refused() {}

  /**
   * As the settings say.
   *
   * @throws IllegalArgumentException if they do not fit together, naming the setting
   */
  static SignIn of(SchemaRegistryConfig config, HttpClient http, Clock clock) {
    String prefix = "m1bridge.contact-sync.schema-registry.";
    SchemaRegistryConfig.Basic basic = config.basic();
    SchemaRegistryConfig.OAuth oauth = config.oauth();
    if (basic.user().isPresent() && oauth.tokenUrl().isPresent()) {
      throw new IllegalArgumentException(
          "Set either " + prefix + "basic.user or " + prefix + "oauth.token-url: one of them");
    }
    if (basic.user().isPresent()) {
      Secret password =
          new Secret(basic.passwordFile(), basic.password(), prefix + "basic.password");
      String user = basic.user().get();
      return request -> request.header("Authorization", basic(user, password.read()));
    }
    if (oauth.tokenUrl().isPresent()) {
      URI tokenUrl = web(oauth.tokenUrl().get(), prefix + "oauth.token-url");
      String id =
          oauth
              .clientId()
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          prefix + "oauth.client-id is missing: set it beside oauth.token-url"));
      Secret secret =
          new Secret(
              oauth.clientSecretFile(), oauth.clientSecret(), prefix + "oauth.client-secret");
      return new ClientCredentials(
          http, tokenUrl, id, secret, oauth.scope(), config.timeout(), clock);
    }
    return request -> {};
  }

  /**
   * An address that can be asked.
   *
   * @throws IllegalArgumentException if it is none, naming the setting
   */
  static URI web(URI address, String setting) {
    if (address.getHost() == null || !String.valueOf(address.getScheme()).matches("https?")) {
      throw new IllegalArgumentException(setting + " is no http or https address");
    }
    return address;
  }

  /** What HTTP Basic says; OAuth's token endpoints read it, too. */
  static String basic(String user, String password) {
    return "Basic "
        + Base64.getEncoder()
            .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * A password, from a file or the setting itself.
   *
   * @param setting its name, to be told where it is missing
   */
  record Secret(Optional<Path> file, Optional<String> value, String setting) {

    public Secret {
      if (file.isPresent() == value.isPresent()) {
        throw new IllegalArgumentException("Set either " + setting + " or " + setting + "-file");
      }
    }

    /** What it is now: files are replaced where secrets are rotated. */
    String read() throws NoAnswer {
      if (file.isEmpty()) {
        return value.orElse("");
      }
      try {
        return Files.readString(file.get()).strip();
      } catch (IOException e) {
        throw new NoAnswer("the file of " + setting + "-file cannot be read");
      }
    }

    @Override
    public String toString() {
      return "Secret[" + setting + "]";
    }
  }
}
