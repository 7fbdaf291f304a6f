package io.m1bridge.account;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** Gives a service its {@link AccountAccess}; a bean of the service's own takes precedence. */
@ApplicationScoped
class AccountAccessProducer {

  @Produces
  @DefaultBean
  @ApplicationScoped
  AccountAccess accountAccess(AccountAccessConfig config, ObjectMapper json) {
    ScheduledExecutorService executor =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "account-access");
              thread.setDaemon(true);
              return thread;
            });
    HttpClient http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(config.timeout())
            .build();
    HttpTokenService api =
        new HttpTokenService(
            http,
            new Replicas(config.url()),
            new CallerToken(config.callerTokenFile()),
            json,
            new HttpTokenService.Settings(config.timeout(), config.minTokenValidity()));
    return new HttpAccountAccess(
        UUID.randomUUID().toString(),
        api,
        executor,
        new HttpAccountAccess.Times(Clock.systemUTC(), System::nanoTime, new SecureRandom()),
        config.minTokenValidity());
  }

  void close(@Disposes AccountAccess access) throws Exception {
    if (access instanceof AutoCloseable closeable) {
      closeable.close();
    }
  }
}
