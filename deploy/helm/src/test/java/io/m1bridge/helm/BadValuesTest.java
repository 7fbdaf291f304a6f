package io.m1bridge.helm;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values that make no sense are refused before anything is installed, with what to do. */
class BadValuesTest {

  /** On top of a sample that is right: the value at fault, and a part of what is said about it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # Typos.
          minimal | contactSync.replica | 3 | additional properties 'replica' not allowed
          minimal | kafka.boostrapServers | x:1 | additional properties 'boostrapServers' not allowed
          minimal | monitorin.enabled | true | additional properties 'monitorin' not allowed
          minimal | contactSync.settings.m1brigde\\.x | 1 | m1brigde.x
          # Not what it is.
          minimal | contactSync.replicas | 25 | /contactSync/replicas
          minimal | tokenService.replicas | 0 | /tokenService/replicas
          minimal | kafka.bootstrapServers | http://kafka | /kafka/bootstrapServers
          minimal | kafka.sasl.mechanism | scram | /kafka/sasl/mechanism
          minimal | tokenService.terminationGracePeriodSeconds | 30 | /tokenService/terminationGracePeriodSeconds
          minimal | contactSync.sessionTimeout | soon | /contactSync/sessionTimeout
          minimal | tokenService.heap | 1 | /tokenService/heap
          minimal | podSecurity.runAsUser | 0 | /podSecurity/runAsUser
          minimal | m1.apiUrl | api.m1world.com | /m1/apiUrl
          minimal | tokenService.jwt.jwksUrl | http://keys | /tokenService/jwt/jwksUrl
          minimal | topics.config.x.cleanup\\.policy | delete | cleanup.policy
          minimal | kafka.properties.sasl\\.jaas\\.config | secret | sasl.jaas.config
          production | monitoring.prometheusRule.runbookBase | https://x/runbooks | /monitoring/prometheusRule/runbookBase
          production | accounts.acme.plan | silver | /accounts/acme/plan
          production | tokenService.callers.reports.actions[0] | everything | /tokenService/callers/reports/actions/0
          # What does not go together.
          minimal | kafka.bootstrapServers | '' | kafka.bootstrapServers is missing
          minimal | tokenService.keyset.existingSecret | '' | tokenService.keyset.existingSecret is missing
          minimal | ui.existingSecret | '' | ui.existingSecret is missing
          minimal | m1.allowInsecure | false | m1.apiUrl is plain http
          minimal | kafka.sasl.mechanism | SCRAM-SHA-512 | kafka.credentials.contactSync is missing
          minimal | kafka.tls.clientCertificate | true | needs kafka.tls.enabled=true
          confluent-cloud | kafka.tls.enabled | false | PLAIN sends its secret as it is
          minimal | ingress.enabled | true | tokenService.publicUrl is still http://127.0.0.1:8081
          tls | ingress.enabled | true | choose one
          production | networkPolicy.pagesFrom | null | networkPolicy.pagesFrom is empty
          tls | gateway.parentRefs | null | gateway.enabled needs gateway.parentRefs
          production | ui.oidc.allowedGroups | null | else nobody may enter
          production | ui.oidc.operatorGroups[0] | * | /ui/oidc/operatorGroups/0
          minimal | ui.oidc.operatorSubjects[0] | u1 | need ui.oidc.issuer
          production | ui.oidc.clientId | '' | needs ui.oidc.clientId
          strimzi | strimzi.cluster | '' | need strimzi.cluster
          strimzi | strimzi.users.authentication | tls | needs kafka.tls.clientCertificate=true
          minimal | tests.roundTrip | true | needs tests.kafkaCredentials
          minimal | contactSync.settings.m1bridge\\.ui\\.token | x | contactSync.settings.m1bridge.ui.token is a secret
          minimal | contactSync.schemaRegistry.basic.user | key | need .url and .existingSecret
          minimal | contactSync.schemaRegistry.existingSecret | registry | whose secret it is
          minimal | contactSync.schemaRegistry.oauth.tokenUrl | https://sso/token | needs .oauth.clientId
          minimal | contactSync.settings.m1bridge\\.contact-sync\\.schema-registry\\.url | https://r | set it by contactSync.schemaRegistry
          production | accounts.acme.clientSecret.keys | null | /accounts/acme/clientSecret/keys
          """)
  void shouldBeRefusedWithWhatToDo(String sample, String name, String value, String said) {
    Path values = Chart.VALUES.resolve(sample + ".yaml");

    assertThatThrownBy(() -> Chart.template(values, Map.of(name, value)))
        .hasMessageContaining(said);
  }
}
