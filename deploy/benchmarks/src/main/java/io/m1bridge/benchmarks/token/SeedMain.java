package io.m1bridge.benchmarks.token;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.m1bridge.contracts.AccountPartitioner;
import io.m1bridge.contracts.ContractJson;
import io.m1bridge.contracts.TopicSpec;
import io.m1bridge.contracts.Topics;
import io.m1bridge.m1.AccountId;
import io.m1bridge.token.secret.Keyset;
import io.m1bridge.token.state.Account;
import io.m1bridge.token.state.AccountCodec;
import io.m1bridge.token.state.AccountState;
import io.m1bridge.token.state.Registration;
import io.m1bridge.token.state.TokenSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Runs as a child on token-service's own class path: makes the topics of states and of public
 * descriptors and writes accounts into both, with the service's own codec and keyset. Ten thousand
 * consents would take an hour.
 *
 * <p>Arguments: bootstrap servers, keyset file (made where it is missing), file with a JSON array
 * of {@link SeededAccount}.
 */
public final class SeedMain {

  private SeedMain() {}

  public static void main(String[] args)
      throws IOException, ExecutionException, InterruptedException {
    Path keysetFile = Path.of(args[1]);
    if (Files.notExists(keysetFile)) {
      Files.writeString(keysetFile, Keyset.generate());
    }
    AccountCodec codec = new AccountCodec(Keyset.parse(Files.readString(keysetFile)));
    List<SeededAccount> accounts =
        List.of(new ObjectMapper().readValue(Path.of(args[2]).toFile(), SeededAccount[].class));
    create(args[0], Topics.TOKEN_STATE);
    create(args[0], Topics.ACCOUNTS);
    Map<String, Object> config =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            args[0],
            ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
            StringSerializer.class,
            ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
            ByteArraySerializer.class,
            // One record per account: neither the order nor a repetition matters, and a topic that
            // was made a moment ago confuses an idempotent producer.
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
            false,
            ProducerConfig.ACKS_CONFIG,
            "all");
    try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(config)) {
      Instant now = Instant.now();
      for (SeededAccount seed : accounts) {
        Account account = connected(seed, now);
        producer.send(record(Topics.TOKEN_STATE, seed, codec.encode(account)));
        producer.send(
            record(
                Topics.ACCOUNTS,
                seed,
                ContractJson.mapper().writeValueAsBytes(account.descriptor(now))));
      }
    }
    System.out.println(accounts.size() + " accounts written");
  }

  private static ProducerRecord<String, byte[]> record(
      TopicSpec topic, SeededAccount account, byte[] value) {
    int partition = AccountPartitioner.partition(account.id(), topic.partitions());
    return new ProducerRecord<>(topic.name(), partition, account.id(), value);
  }

  private static Account connected(SeededAccount seed, Instant now) {
    Registration registration =
        new Registration(
            seed.clientId(),
            List.of(seed.clientSecret()),
            "gold",
            seed.callsPerHour(),
            0,
            "http://127.0.0.1/oauth2/callback",
            Registration.Origin.REST);
    TokenSet tokens =
        new TokenSet(
            1,
            seed.accessToken(),
            seed.refreshToken(),
            "seeded-" + seed.id(),
            now,
            now.plus(Duration.ofHours(24)),
            false);
    return new Account(
        new AccountId(seed.id()),
        registration,
        new AccountState.Authorized(tokens),
        1,
        Optional.of("m1-" + seed.id()),
        now);
  }

  private static void create(String bootstrapServers, TopicSpec spec)
      throws ExecutionException, InterruptedException {
    Map<String, Object> config = Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    try (Admin admin = Admin.create(config)) {
      NewTopic topic =
          new NewTopic(spec.name(), Optional.of(spec.partitions()), Optional.empty())
              .configs(spec.config());
      admin.createTopics(List.of(topic)).all().get();
    }
  }
}
