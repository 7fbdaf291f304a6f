package io.m1bridge.local.options;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a run is asked to do.
 *
 * @param once finite, verified in the end; else it lives on until Ctrl-C
 * @param contacts made in a finite run
 * @param changes of a finite run, at least {@code contacts}
 * @param campaigns of a finite run
 * @param recipients of each campaign
 * @param campaignLife how long the rows of a finite run's campaign are dated after its start; some
 *     show later still
 * @param seed decides the invented changes
 * @param hostile whether records of the kinds that broke others are sent beside the ordinary ones
 * @param notes so many characters of notes each invented contact has; 0: some have short ones
 * @param m1Seed draws an odd M1 whose oddities must not change the outcome; none if empty
 * @param m1Settings knobs of the simulator, a JSON file; as it comes if empty
 * @param json whether the last line of the output is the figures as JSON
 * @param input change events in place of invented ones; {@code -} is standard input
 * @param mapping how contact-sync reads the records of {@code input}; they are changes if empty
 * @param kafka {@code host:port,…} of a running Kafka in place of one of our own
 * @param m1 a real M1 account in place of the simulator
 * @param containers the images to run in place of what was built here
 * @param replicas how many processes there are of what may be several
 * @param deadline how long a finite run may take to settle
 * @param directory for data and logs; a new one below {@code .run} if empty
 * @param verbose also show invented contact data where something differs
 */
public record RunOptions(
    boolean once,
    int contacts,
    int changes,
    int campaigns,
    int recipients,
    Duration campaignLife,
    long seed,
    boolean hostile,
    int notes,
    OptionalLong m1Seed,
    Optional<Path> m1Settings,
    boolean json,
    Optional<String> input,
    Optional<Path> mapping,
    Optional<String> kafka,
    Optional<M1Access> m1,
    Optional<Containers> containers,
    Replicas replicas,
    Duration deadline,
    Optional<Path> directory,
    boolean verbose) {

  /** The topic of records that a mapping reads. */
  public static final String MAPPED_TOPIC = "crm.rows";

  /**
   * How many processes there are, each at least 1.
   *
   * @param kafkaNodes of a Kafka of our own
   */
  public record Replicas(int tokenServices, int contactSyncs, int edmEvents, int kafkaNodes) {}

  /**
   * Images and what runs them.
   *
   * @param engine {@code podman} or {@code docker}
   * @param tag of all images
   */
  public record Containers(String engine, String tag) {}

  /**
   * Addresses of M1, the OAuth2 client that may ask for an account, and the account's plan, {@code
   * gold} or {@code diamond}: it decides how many calls an hour are made.
   */
  public record M1Access(
      URI apiUrl, URI authUrl, String clientId, String clientSecret, String plan) {
    /** Redacted: holds a secret. */
    @Override
    public String toString() {
      return "M1Access[" + apiUrl.getHost() + "]";
    }
  }
}
