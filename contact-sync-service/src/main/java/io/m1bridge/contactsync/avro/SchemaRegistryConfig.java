package io.m1bridge.contactsync.avro;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The registry that has the schemas of records in Avro. It speaks as Confluent's does: {@code GET
 * /schemas/ids/{id}}.
 */
@ConfigMapping(prefix = "m1bridge.contact-sync.schema-registry")
public interface SchemaRegistryConfig {

  /** Up to what stands before {@code /schemas}; without it nothing is read as Avro. */
  Optional<URI> url();

  /** How long one request may take. */
  @WithDefault("5s")
  Duration timeout();

  /** Further headers of each request, by their names. */
  Map<String, String> headers();

  Basic basic();

  OAuth oauth();

  /** Signing in by HTTP Basic; off unless a user is named. */
  interface Basic {

    /** Who signs in; an API key, where the registry calls it so. */
    Optional<String> user();

    /** A file that holds the password and nothing else; read again for each request. */
    Optional<Path> passwordFile();

    /** The password itself, if there is no file. */
    Optional<String> password();
  }

  /** Signing in by OAuth 2.0 client credentials; off unless a token endpoint is named. */
  interface OAuth {

    /** The endpoint that gives tokens. */
    Optional<URI> tokenUrl();

    /** What the endpoint calls us. */
    Optional<String> clientId();

    /** A file that holds the client's secret and nothing else; read again for each token. */
    Optional<Path> clientSecretFile();

    /** The client's secret itself, if there is no file. */
    Optional<String> clientSecret();

    /** What to ask for. */
    Optional<String> scope();
  }
}
